package io.playhead.deploy.report;

/**
 * A column of a table that is read: its heading and what its cells are.
 *
 * @param heading a few words, with the unit where there is one
 * @param kind what a cell is
 * @param digits how a number is printed
 */
public record TableColumn(String heading, Kind kind, Digits digits) {
  /** What a cell is; null is none of them, and allowed in each. */
  public enum Kind {
    /** A string. */
    TEXT(String.class),
    /** A number, integer or with decimals. */
    NUMBER(Number.class),
    /** An {@link Estimate}. */
    INTERVAL(Estimate.class);

    private final Class<?> type;

    Kind(Class<?> type) {
      this.type = type;
    }

    boolean takes(Object cell) {
      return cell == null || type.isInstance(cell);
    }
  }

  /** Strings, sorted as words. */
  public static TableColumn text(String heading) {
    return new TableColumn(heading, Kind.TEXT, Digits.WHOLE);
  }

  /** Whole numbers. */
  public static TableColumn integer(String heading) {
    return new TableColumn(heading, Kind.NUMBER, Digits.WHOLE);
  }

  /** Numbers with so many digits after the point. */
  public static TableColumn decimals(String heading, int fractionCount) {
    return new TableColumn(heading, Kind.NUMBER, Digits.decimals(fractionCount));
  }

  /** Shares of 1, printed as percentages. */
  public static TableColumn share(String heading) {
    return new TableColumn(heading, Kind.NUMBER, Digits.SHARE);
  }

  /** Figures with their intervals, sorted by the figure. */
  public static TableColumn interval(String heading, Digits digits) {
    return new TableColumn(heading, Kind.INTERVAL, digits);
  }
}
