package io.playhead.inference;

/**
 * Scores of chosen titles, each summed in the fixed order of {@link CatalogueBlock#score}. A sum
 * waits for each of its additions; four at a time they wait together. One thread.
 */
final class ExactScores {
  private final float[] first;
  private final float[] second;
  private final float[] third;
  private final float[] fourth;
  private final int width;

  ExactScores(int width) {
    this.width = width;
    this.first = new float[width];
    this.second = new float[width];
    this.third = new float[width];
    this.fourth = new float[width];
  }

  /**
   * Puts the scores of the titles at the first {@code count} of {@code slots} into {@code sums}.
   */
  void score(float[] vector, Catalogue catalogue, int[] slots, int count, float[] sums) {
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      catalogue.copyScore(slots[i], first);
      catalogue.copyScore(slots[i + 1], second);
      catalogue.copyScore(slots[i + 2], third);
      catalogue.copyScore(slots[i + 3], fourth);
      sumFour(vector, i, sums);
    }
    for (; i < count; i++) {
      catalogue.copyScore(slots[i], first);
      sums[i] = sum(vector, first);
    }
  }

  private void sumFour(float[] vector, int i, float[] sums) {
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

  private static float sum(float[] vector, float[] scores) {
    float sum = 0;
    for (int j = 0; j < vector.length; j++) {
      sum += vector[j] * scores[j];
    }
    return sum;
  }
}
