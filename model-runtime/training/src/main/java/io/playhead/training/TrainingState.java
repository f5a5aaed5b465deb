package io.playhead.training;

import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.TensorVector;

/**
 * Everything that a training is between two epochs, and so what a checkpoint holds; chance is not
 * in it, because it starts anew with each epoch. Owned by the trainer's thread.
 */
final class TrainingState {
  final Parameters weights;
  final Parameters average;
  final TensorVector parameters;
  final AdamW optimizer;
  final Validations validations = new Validations();
  private Parameters best;
  int epoch;
  long steps;
  long tokens;
  double meanLoss = Double.NaN;

  /** Since the first command started, without the time between commands. */
  long elapsedNs;

  /** Of {@link #elapsedNs}, what training itself took. */
  long trainingNs;

  /** Kept aside for the last validations. */
  long reserveNs;

  /**
   * @param weights what training starts from
   */
  TrainingState(Parameters weights, TrainingSettings settings) {
    this.weights = weights;
    this.average = weights.copy();
    this.parameters = weights.toVector(settings.frozen());
    AdamWOptions options = new AdamWOptions(settings.learningRate());
    options.weight_decay().put(settings.weightDecay());
    this.optimizer = new AdamW(parameters, options);
  }

  /** The best average so far by validation; without validation the newest. */
  Parameters best() {
    return best == null ? average : best;
  }

  boolean hasBest() {
    return best != null;
  }

  /** The average as it is now becomes the best; older ones are forgotten. */
  void keepAverage() {
    best = average.copy();
  }
}
