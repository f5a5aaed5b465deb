package io.playhead.inference;

/**
 * Scores of chosen titles, each summed in the fixed order of {@link CatalogueBlock#score}. One
 * thread.
 */
final class ExactScores {
  private static final int AT_ONCE = 16;

  private final float[][] titles;
  private final float[] products = new float[AT_ONCE];

  ExactScores(int width) {
    this.titles = new float[AT_ONCE][width];
  }

  /**
   * Puts the scores of the titles at the first {@code count} of {@code slots} into {@code sums}.
   */
  void score(float[] vector, Catalogue catalogue, int[] slots, int count, float[] sums) {
    for (int from = 0; from < count; from += AT_ONCE) {
      int length = Math.min(AT_ONCE, count - from);
      for (int i = 0; i < length; i++) {
        catalogue.copyScore(slots[from + i], titles[i]);
      }
      Products.of(vector, titles, length, products);
      System.arraycopy(products, 0, sums, from, length);
    }
  }
}
