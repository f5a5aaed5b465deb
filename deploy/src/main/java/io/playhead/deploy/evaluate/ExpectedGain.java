package io.playhead.deploy.evaluate;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * NDCG@10 of a list before anybody has chosen: the gain of each place times the true probability of
 * what stands there. The mean over what members then choose is the same, so shares are too, without
 * the noise of the draw. Pure.
 */
final class ExpectedGain {
  private ExpectedGain() {}

  /** Of {@code list}, best first, where each title has that probability of being chosen. */
  static double of(List<String> list, ToDoubleFunction<String> probability) {
    double gain = 0;
    for (int place = 0; place < Math.min(list.size(), RankingFigures.K); place++) {
      gain += probability.applyAsDouble(list.get(place)) * RankingFigures.ndcg(place);
    }
    return gain;
  }
}
