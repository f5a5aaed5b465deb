package io.playhead.deploy.evaluate;

import java.util.Arrays;

/** How near the vectors of two models are, row by row. Pure. */
final class Cosines {
  private Cosines() {}

  /** The cosine of each pair of rows, lowest first. */
  static double[] sorted(float[][] one, float[][] other) {
    double[] cosines = new double[one.length];
    for (int row = 0; row < cosines.length; row++) {
      cosines[row] =
          dot(one[row], other[row])
              / Math.sqrt(dot(one[row], one[row]) * dot(other[row], other[row]));
    }
    Arrays.sort(cosines);
    return cosines;
  }

  /** The value that {@code share} of the sorted ones are below. */
  static double quantile(double[] sorted, double share) {
    return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
