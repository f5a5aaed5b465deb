package io.playhead.deploy.evaluate;

import io.playhead.deploy.Progress;
import io.playhead.inference.Recommender;
import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import java.util.List;

/**
 * The model in this process, by the pure function that serves: tokens and context of the moment,
 * without a cache. A title without a record on the titles topic cannot be ranked. One thread.
 */
final class ModelRanker implements Ranker {
  private final Recommender recommender;
  private final TitleMatrix titles;
  private final Moments moments;

  ModelRanker(Recommender recommender, Questions questions) {
    this.recommender = recommender;
    this.titles = new TitleMatrix(questions.titles(), recommender.catalogue());
    this.moments = questions.moments();
  }

  @Override
  public int[] ranks(List<TestCase> cases) {
    return ranks(cases, List.of(cases.stream().map(moments::context).toList()))[0];
  }

  /**
   * The ranks for other contexts than the true ones.
   *
   * @param contexts any number of lists with a context for each case
   * @return the ranks for each list
   */
  int[][] ranks(List<TestCase> cases, List<List<RequestContext>> contexts) {
    int[][] ranks = new int[contexts.size()][cases.size()];
    try (Progress progress = Progress.start("evaluate", cases.size(), " questions", 1)) {
      for (int i = 0; i < cases.size(); i++) {
        TestCase testCase = cases.get(i);
        List<Token> tokens = moments.tokens(testCase);
        for (int k = 0; k < ranks.length; k++) {
          ranks[k][i] =
              titles.rank(recommender.memberVector(tokens, contexts.get(k).get(i)), testCase);
        }
        progress.at(i + 1);
      }
    }
    return ranks;
  }

  /** The member's vector at each case. */
  float[][] memberVectors(List<TestCase> cases) {
    float[][] vectors = new float[cases.size()][];
    try (Progress progress = Progress.start("evaluate", cases.size(), " members", 1)) {
      for (int i = 0; i < vectors.length; i++) {
        TestCase testCase = cases.get(i);
        vectors[i] = recommender.memberVector(moments.tokens(testCase), moments.context(testCase));
        progress.at(i + 1);
      }
    }
    return vectors;
  }
}
