package io.playhead.deploy.report;

import java.util.Locale;

/**
 * How a figure is printed.
 *
 * @param fractionCount digits after the point
 * @param isShare whether 0.213 is printed as 21.3 %
 */
public record Digits(int fractionCount, boolean isShare) {
  /** What stands where no figure is. */
  static final String NONE = "–";

  /** Whole numbers: 12,345. */
  public static final Digits WHOLE = new Digits(0, false);

  /** Shares: 21.3 %. */
  public static final Digits SHARE = new Digits(1, true);

  /** With so many digits after the point. */
  public static Digits decimals(int fractionCount) {
    return new Digits(fractionCount, false);
  }

  String text(double value) {
    return Double.isFinite(value) ? number(value) + (isShare ? " %" : "") : NONE;
  }

  /** "[0.208, 0.219]", or nothing. */
  String interval(Estimate estimate) {
    return estimate.hasInterval()
        ? "[" + number(estimate.low()) + ", " + number(estimate.high()) + "]"
        : "";
  }

  /** "0.213 [0.208, 0.219]". */
  String text(Estimate estimate) {
    return (text(estimate.value()) + " " + interval(estimate)).strip();
  }

  private String number(double value) {
    double shown = isShare ? 100 * value : value;
    return String.format(Locale.ROOT, "%,." + fractionCount + "f", shown);
  }
}
