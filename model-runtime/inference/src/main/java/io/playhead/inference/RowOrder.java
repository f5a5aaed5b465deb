package io.playhead.inference;

import java.util.Comparator;
import java.util.List;

/**
 * The order of a page's rows, by the chance that the next play is among the first titles of each,
 * as far as they have to be compared. The begun titles have a chance of their own: from a half on
 * they stand on top, else second. The top picks are better than any row below them. Of those the
 * chance is in proportion to the sum of exp(score / temperature), as in the softmax of training.
 * Rows that the rules put on top stand above all that. Stateless.
 */
final class RowOrder {
  /** Titles of a row that are on the screen before it is scrolled. */
  private static final int SEEN_AT_ONCE = 5;

  /** Keeps the exponential of any score finite. */
  private static final float TEMPERATURE_MIN = .01f;

  private static final double ON_TOP = .5;

  private RowOrder() {}

  /**
   * Puts them in order.
   *
   * @param onTop names of rows that stand first, in this order
   * @param goesOn chance that the next play is one of the begun titles
   * @param temperature the model's
   */
  static void sort(List<PageRow> rows, List<String> onTop, double goesOn, float temperature) {
    float divisor = Math.max(TEMPERATURE_MIN, temperature);
    rows.sort(
        Comparator.comparingInt((PageRow row) -> place(row, onTop))
            .thenComparingInt(row -> level(row, goesOn))
            .thenComparingDouble(row -> -sum(row, divisor)));
  }

  private static int place(PageRow row, List<String> onTop) {
    int place = onTop.indexOf(row.name());
    return place < 0 ? onTop.size() : place;
  }

  private static int level(PageRow row, double goesOn) {
    return switch (row.name()) {
      case PageRow.CONTINUE_WATCHING -> goesOn >= ON_TOP ? 0 : 2;
      case PageRow.TOP_PICKS -> 1;
      default -> 3;
    };
  }

  private static double sum(PageRow row, float temperature) {
    double sum = 0;
    for (int place = 0; place < Math.min(SEEN_AT_ONCE, row.size()); place++) {
      sum += Math.exp(row.score(place) / temperature);
    }
    return sum;
  }
}
