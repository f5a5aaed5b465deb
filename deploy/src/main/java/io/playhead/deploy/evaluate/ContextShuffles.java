package io.playhead.deploy.evaluate;

import io.playhead.window.RequestContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What the context is worth: the ranks in the true contexts beside those in contexts shuffled among
 * the questions. A model that makes nothing of the context is as good in any.
 *
 * @param truth in the true contexts
 * @param shuffled in each of {@link #COUNT} shuffles
 */
record ContextShuffles(Ranks truth, List<Ranks> shuffled) {
  static final int COUNT = 5;

  /** Asks once in the true contexts and {@link #COUNT} times in shuffled ones. */
  static ContextShuffles of(ModelRanker ranker, Questions questions, long seed) {
    List<TestCase> cases = questions.cases();
    List<RequestContext> truth = cases.stream().map(questions.moments()::context).toList();
    List<List<RequestContext>> contexts = new ArrayList<>();
    contexts.add(truth);
    Random random = new Random(seed);
    for (int shuffle = 0; shuffle < COUNT; shuffle++) {
      List<RequestContext> shuffled = new ArrayList<>(truth);
      Collections.shuffle(shuffled, random);
      contexts.add(shuffled);
    }
    List<Ranks> ranks =
        Arrays.stream(ranker.ranks(cases, contexts)).map(of -> new Ranks(cases, of)).toList();
    return new ContextShuffles(ranks.get(0), ranks.subList(1, ranks.size()));
  }

  /** NDCG@10 of each question, mean of the shuffles. */
  double[] shuffledGains() {
    double[] means = new double[truth.ranks().length];
    for (Ranks shuffle : shuffled) {
      double[] gains = shuffle.gains();
      for (int i = 0; i < means.length; i++) {
        means[i] += gains[i] / shuffled.size();
      }
    }
    return means;
  }

  /** Mean NDCG@10 of the shuffles. */
  double shuffledNdcg10() {
    return shuffled.stream().mapToDouble(r -> r.figures().ndcg10()).average().orElse(Double.NaN);
  }

  /** Standard deviation of NDCG@10 over the shuffles. */
  double spread() {
    double mean = shuffledNdcg10();
    double squares =
        shuffled.stream().mapToDouble(r -> Math.pow(r.figures().ndcg10() - mean, 2)).sum();
    return Math.sqrt(squares / (shuffled.size() - 1));
  }

  /** NDCG@10 in the true contexts over that in shuffled ones; null: that is 0. */
  Double lift() {
    double below = shuffledNdcg10();
    return below == 0 ? null : truth.figures().ndcg10() / below;
  }
}
