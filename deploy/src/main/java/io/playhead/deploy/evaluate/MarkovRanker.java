package io.playhead.deploy.evaluate;

import java.util.List;
import java.util.Set;

/** The first-order Markov baseline, counted on the training part of all cases. */
final class MarkovRanker implements Ranker {
  private final Transitions transitions = new Transitions();
  private final List<String> popular;

  MarkovRanker(List<TestCase> cases, PopularityRanker popularity) {
    cases.forEach(testCase -> transitions.add(testCase.training()));
    popular = popularity.ranking();
  }

  @Override
  public int[] ranks(List<TestCase> cases) {
    return cases.stream().mapToInt(this::rank).toArray();
  }

  private int rank(TestCase testCase) {
    Set<String> watched = Set.copyOf(testCase.history());
    return watched.contains(testCase.answer())
        ? -1
        : transitions.rank(testCase.answer(), testCase.last(), popular, watched);
  }
}
