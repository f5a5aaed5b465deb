package io.playhead.deploy.evaluate;

import java.util.List;
import java.util.Set;

/** The popularity baseline, counted on the training part of all cases. */
final class PopularityRanker implements Ranker {
  private final List<String> ranking;

  PopularityRanker(List<TestCase> cases, Set<String> candidates) {
    Popularity popularity = new Popularity();
    cases.forEach(testCase -> testCase.training().forEach(popularity::add));
    ranking = popularity.ranking(candidates);
  }

  /** The candidates, most popular first. */
  List<String> ranking() {
    return ranking;
  }

  @Override
  public int[] ranks(List<TestCase> cases) {
    return cases.stream().mapToInt(this::rank).toArray();
  }

  private int rank(TestCase testCase) {
    Set<String> watched = Set.copyOf(testCase.history());
    return watched.contains(testCase.answer())
        ? -1
        : Popularity.rank(testCase.answer(), ranking, watched);
  }
}
