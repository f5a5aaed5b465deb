package io.playhead.deploy.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * How one ranker answered: the rank of each question's answer. Immutable.
 *
 * @param cases the questions
 * @param ranks place of each answer from 0; negative: not in the list
 */
record Ranks(List<TestCase> cases, int[] ranks) {
  static Ranks of(Ranker ranker, List<TestCase> cases) {
    return ranker == null ? null : new Ranks(cases, ranker.ranks(cases));
  }

  /** Of those cases alone. */
  Ranks where(Predicate<TestCase> wanted) {
    int[] kept = new int[ranks.length];
    int count = 0;
    for (int i = 0; i < ranks.length; i++) {
      if (wanted.test(cases.get(i))) {
        kept[count++] = ranks[i];
      }
    }
    return new Ranks(cases.stream().filter(wanted).toList(), Arrays.copyOf(kept, count));
  }

  /** 1 for each answer among the first ten, else 0. */
  double[] hits() {
    return Arrays.stream(ranks).mapToDouble(r -> RankingFigures.ndcg(r) > 0 ? 1 : 0).toArray();
  }

  /** NDCG@10 of each. */
  double[] gains() {
    return Arrays.stream(ranks).mapToDouble(RankingFigures::ndcg).toArray();
  }

  RankingFigures figures() {
    return RankingFigures.of(ranks);
  }
}
