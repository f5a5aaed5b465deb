package io.playhead.deploy.bench;

import java.util.Arrays;

/**
 * One quantity over several rounds.
 *
 * @param low the least
 * @param median the middle one, of an even number the upper of both
 * @param high the most
 * @param rounds how many
 */
public record Spread(double low, double median, double high, int rounds) {
  /** Of one value a round. */
  public static Spread of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Spread(
        sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1], sorted.length);
  }

  /** Round by round, so that what disturbs both at once cancels. */
  public static Spread ofRatios(double[] above, double[] below) {
    double[] ratios = new double[above.length];
    Arrays.setAll(ratios, i -> above[i] / below[i]);
    return of(ratios);
  }

  /** As text, each value in {@code format}. */
  public String text(String format) {
    return (format + " [" + format + ", " + format + "]").formatted(median, low, high);
  }
}
