package io.playhead.deploy.evaluate;

import java.util.Arrays;
import java.util.List;

/**
 * A baseline: titles by falling score, ties by {@link TitleOrder}, and behind them those of which
 * the scorer says nothing, by popularity. One thread.
 */
final class ScoredRanker implements Ranker {
  private final TitleTable titles;
  private final Popular popular;
  private final Scorer scorer;

  ScoredRanker(TitleTable titles, Popular popular, Scorer scorer) {
    this.titles = titles;
    this.popular = popular;
    this.scorer = scorer;
  }

  @Override
  public int[] ranks(List<TestCase> cases) {
    double[] scores = new double[titles.size()];
    boolean[] watched = new boolean[titles.size()];
    int[] ranks = new int[cases.size()];
    for (int i = 0; i < ranks.length; i++) {
      TestCase testCase = cases.get(i);
      ranks[i] = -1;
      if (testCase.isAnswerable()) {
        Arrays.fill(scores, 0);
        scorer.score(testCase.history(), scores);
        mark(testCase, watched, true);
        ranks[i] = rank(testCase, scores, watched);
        mark(testCase, watched, false);
      }
    }
    return ranks;
  }

  private int rank(TestCase testCase, double[] scores, boolean[] watched) {
    int answer = testCase.answer();
    double wanted = scores[answer];
    int[] ties = wanted > 0 ? titles.byNumber() : popular.places();
    int rank = 0;
    for (int row = 0; row < testCase.candidates(); row++) {
      double score = scores[row];
      if (score > wanted && !watched[row]
          || score == wanted && ties[row] < ties[answer] && !watched[row]) {
        rank++;
      }
    }
    return rank;
  }

  private static void mark(TestCase testCase, boolean[] watched, boolean value) {
    for (int row : testCase.history()) {
      watched[row] = value;
    }
  }
}
