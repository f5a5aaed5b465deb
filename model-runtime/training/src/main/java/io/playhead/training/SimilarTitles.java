package io.playhead.training;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Values for new titles out of those of similar known ones: the mean over the {@value #NEAREST}
 * known titles of nearest look, each weighted by its similarity. Pure.
 */
final class SimilarTitles {
  static final int NEAREST = 10;

  private SimilarTitles() {}

  /**
   * Fills the rows of {@code values} that are not known; without any known title it fills none.
   *
   * @param values [rows x width]
   * @param looks [rows x width], unit length: what similarity is the cosine of
   * @param isKnown for each row
   */
  static void fill(float[] values, float[] looks, boolean[] isKnown, int width) {
    float[] known = values.clone();
    for (int row = 0; row < isKnown.length; row++) {
      if (!isKnown[row]) {
        mean(known, nearest(looks, isKnown, row, width), values, row * width, width);
      }
    }
  }

  private record Neighbour(int row, float cosine) {}

  private static Neighbour[] nearest(float[] looks, boolean[] isKnown, int row, int width) {
    Neighbour[] all = new Neighbour[isKnown.length];
    int count = 0;
    for (int other = 0; other < isKnown.length; other++) {
      if (isKnown[other]) {
        all[count++] = new Neighbour(other, cosine(looks, row * width, other * width, width));
      }
    }
    Comparator<Neighbour> nearestFirst = Comparator.comparingDouble(n -> -n.cosine());
    Arrays.sort(all, 0, count, nearestFirst.thenComparingInt(Neighbour::row));
    return Arrays.copyOf(all, Math.min(count, NEAREST));
  }

  private static void mean(float[] known, Neighbour[] near, float[] target, int at, int width) {
    double weights = 0;
    double[] sum = new double[width];
    for (Neighbour neighbour : near) {
      double weight = Math.max(0, neighbour.cosine());
      weights += weight;
      for (int i = 0; i < width; i++) {
        sum[i] += weight * known[neighbour.row() * width + i];
      }
    }
    for (int i = 0; i < width && weights > 0; i++) {
      target[at + i] = (float) (sum[i] / weights);
    }
  }

  private static float cosine(float[] looks, int one, int other, int width) {
    float sum = 0;
    for (int i = 0; i < width; i++) {
      sum += looks[one + i] * looks[other + i];
    }
    return sum;
  }
}
