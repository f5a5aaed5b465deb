package io.playhead.inference;

import io.playhead.window.RequestContext;
import io.playhead.window.ResumeFeatures;
import io.playhead.window.Token;
import java.util.List;

/**
 * How likely a begun title is the next one played: the logistic function of a weighted sum of
 * {@link ResumeFeatures} and of the model's score of the title. Immutable, any thread.
 */
final class ResumeOdds {
  /** One for each column, and the last one for the score. */
  static final int WEIGHTS = ResumeFeatures.COLUMNS + 1;

  private final double[] weights;

  /**
   * @param weights {@value #WEIGHTS} finite numbers
   */
  ResumeOdds(List<Double> weights) {
    boolean isFinite = weights.stream().allMatch(w -> w != null && Double.isFinite(w));
    if (weights.size() != WEIGHTS || !isFinite) {
      throw new IllegalArgumentException(
          "resumeWeights must be " + WEIGHTS + " finite numbers, there are " + weights.size());
    }
    this.weights = weights.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * The chance that the next play goes on with a title.
   *
   * @param begun its newest token
   * @param isNewest whether that is the newest of all
   * @param score the model's
   */
  double chance(Token begun, boolean isNewest, RequestContext now, float score) {
    double sum = weights[ResumeFeatures.COLUMNS] * score;
    for (int column : ResumeFeatures.columns(begun, isNewest, now)) {
      sum += weights[column];
    }
    return 1 / (1 + Math.exp(-sum));
  }
}
