package io.playhead.training;

/** Hears how training goes. Called by the training thread. */
interface TrainingProgress {
  /** A step of {@code epoch}, counted from 0, is done; the mean loss of the epoch so far. */
  void step(int epoch, double meanLoss);

  /** A validation is done. */
  void validated(RankingMetrics metrics);
}
