package io.playhead.inference;

/**
 * Products of a vector with several others, each summed as ((0 + v0 w0) + v1 w1) + ..., so that
 * they are the same bits in any company. A sum waits for each of its additions; four at a time they
 * wait together. Stateless.
 */
final class Products {
  private Products() {}

  /** Puts the products with the first {@code count} of {@code others} into {@code sums}. */
  static void of(float[] vector, float[][] others, int count, float[] sums) {
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      four(vector, others, i, sums);
    }
    for (; i < count; i++) {
      sums[i] = one(vector, others[i]);
    }
  }

  private static void four(float[] vector, float[][] others, int i, float[] sums) {
    float[] first = others[i];
    float[] second = others[i + 1];
    float[] third = others[i + 2];
    float[] fourth = others[i + 3];
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    for (int j = 0; j < vector.length; j++) {
      float value = vector[j];
      sum0 += value * first[j];
      sum1 += value * second[j];
      sum2 += value * third[j];
      sum3 += value * fourth[j];
    }
    sums[i] = sum0;
    sums[i + 1] = sum1;
    sums[i + 2] = sum2;
    sums[i + 3] = sum3;
  }

  private static float one(float[] vector, float[] other) {
    float sum = 0;
    for (int j = 0; j < vector.length; j++) {
      sum += vector[j] * other[j];
    }
    return sum;
  }
}
