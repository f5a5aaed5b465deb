package io.playhead.deploy.evaluate;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The titles most similar to each title. Used after a history: the similarity to each of the
 * member's newest titles, summed, the newest one counting 1 and each older one {@code decay} of the
 * one after it. Filled row by row, then only read; one thread.
 */
final class Neighbours {
  // 46,000 titles x 500 x 12 B = 276 MB at most; the 500th neighbour decides no first ten.
  private static final int KEPT = 500;

  /** Newest titles of a history that count. */
  private static final int NEWEST = 50;

  private final int[][] rows;
  private final float[][] similarities;

  Neighbours(int titleCount) {
    rows = new int[titleCount][0];
    similarities = new float[titleCount][0];
  }

  /**
   * Sets the neighbours of {@code row}.
   *
   * @param touched the first {@code count} are rows whose similarity is above 0, each once
   */
  void set(int row, int[] touched, int count, double[] similarity) {
    Integer[] best = new Integer[count];
    Arrays.setAll(best, i -> touched[i]);
    if (count > KEPT) {
      Arrays.sort(
          best,
          Comparator.<Integer>comparingDouble(other -> -similarity[other])
              .thenComparingInt(other -> other));
    }
    int kept = Math.min(KEPT, count);
    rows[row] = new int[kept];
    similarities[row] = new float[kept];
    for (int i = 0; i < kept; i++) {
      rows[row][i] = best[i];
      similarities[row][i] = (float) similarity[best[i]];
    }
  }

  /** Whether no title is like any other. */
  boolean isEmpty() {
    return Arrays.stream(rows).allMatch(neighbours -> neighbours.length == 0);
  }

  /** The baseline with that decay. */
  Scorer scorer(double decay) {
    return (history, scores) -> {
      double weight = 1;
      for (int i = history.length - 1; i >= Math.max(0, history.length - NEWEST); i--) {
        int[] others = rows[history[i]];
        float[] how = similarities[history[i]];
        for (int k = 0; k < others.length; k++) {
          scores[others[k]] += weight * how[k];
        }
        weight *= decay;
      }
    };
  }
}
