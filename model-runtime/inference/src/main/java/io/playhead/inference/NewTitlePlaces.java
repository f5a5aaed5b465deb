package io.playhead.inference;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * How titles without an ID stand among the others. Their scores order them well among themselves
 * and say little about how they compare with titles that the model has learned from plays: a new
 * title is as likely to be the next one watched in the first place of a list as in the tenth, while
 * a known one is six times as likely (docs/decisions/0009). So of the first ten places at most
 * {@code most} are theirs, the last ones; behind them all stand by score. Immutable.
 *
 * @param most new titles among the first ten; 10: all titles stand by score alone
 */
public record NewTitlePlaces(int most) {
  /** The places that the rule is about, as many as a screen shows. */
  public static final int FIRST = 10;

  /** Checks the bounds. */
  public NewTitlePlaces {
    if (most < 0 || most > FIRST) {
      throw new IllegalArgumentException(
          "newTitlesInTen=" + most + " must lie between 0 and " + FIRST);
    }
  }

  /** Whether new titles stand like all others. */
  public boolean byScoreAlone() {
    return most == FIRST;
  }

  /**
   * The order in which the titles of a list stand.
   *
   * @param count titles, best first by score
   * @param isNew whether the title at a place in that order has no ID
   * @return those places in the order to show; with too few known titles new ones fill the first
   *     ten
   */
  int[] order(int count, IntPredicate isNew) {
    if (byScoreAlone()) {
      int[] byScore = new int[count];
      Arrays.setAll(byScore, place -> place);
      return byScore;
    }
    boolean[] isFirst = new boolean[count];
    int left = Math.min(FIRST, count);
    int newLeft = most;
    for (int i = 0; i < count && left > 0; i++) {
      if (!isNew.test(i) || newLeft-- > 0) {
        isFirst[i] = true;
        left--;
      }
    }
    for (int i = 0; i < count && left > 0; i++) {
      if (!isFirst[i]) {
        isFirst[i] = true;
        left--;
      }
    }
    int[] order = new int[count];
    int at = append(order, 0, i -> isFirst[i] && !isNew.test(i));
    at = append(order, at, i -> isFirst[i] && isNew.test(i));
    append(order, at, i -> !isFirst[i]);
    return order;
  }

  private static int append(int[] order, int at, IntPredicate which) {
    int next = at;
    for (int i = 0; i < order.length; i++) {
      if (which.test(i)) {
        order[next++] = i;
      }
    }
    return next;
  }

  /**
   * How many new titles stand in the first ten of a long list.
   *
   * @param knownAbove how many known titles have a better score than the best new title, than the
   *     second, and so on
   */
  public int inFirst(int[] knownAbove) {
    int count = 0;
    while (count < Math.min(most, knownAbove.length) && knownAbove[count] + count < FIRST) {
      count++;
    }
    return count;
  }

  /**
   * The place of one title in a long list, from 0.
   *
   * @param isNew whether it has no ID
   * @param knownAbove known titles with a better score
   * @param newAbove new titles with a better score
   * @param newInFirst new titles in the first ten, see {@link #inFirst}
   */
  public static int place(boolean isNew, int knownAbove, int newAbove, int newInFirst) {
    int knownInFirst = FIRST - newInFirst;
    if (isNew && newAbove < newInFirst) {
      return knownInFirst + newAbove;
    }
    if (!isNew && knownAbove < knownInFirst) {
      return knownAbove;
    }
    // Behind the first ten, below them and all others with a better score. Of the new titles in the
    // ten none is worse than a title outside, or the score would have placed that one there.
    return FIRST + knownAbove - Math.min(knownAbove, knownInFirst) + newAbove - newInFirst;
  }
}
