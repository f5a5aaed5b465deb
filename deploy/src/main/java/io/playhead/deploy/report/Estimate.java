package io.playhead.deploy.report;

/**
 * A figure and the interval around it.
 *
 * @param value the figure; NaN: there is none
 * @param low lower end; NaN: no interval
 * @param high upper end; NaN: no interval
 */
public record Estimate(double value, double low, double high) {
  /** No figure: a gap in a chart, a dash in a table. */
  public static final Estimate NONE = of(Double.NaN);

  /** A figure without an interval. */
  public static Estimate of(double value) {
    return new Estimate(value, Double.NaN, Double.NaN);
  }

  boolean isKnown() {
    return Double.isFinite(value);
  }

  boolean hasInterval() {
    return Double.isFinite(low) && Double.isFinite(high);
  }
}
