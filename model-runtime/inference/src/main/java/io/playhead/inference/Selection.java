package io.playhead.inference;

/** Order statistics. Stateless. */
final class Selection {
  private Selection() {}

  /**
   * The {@code n}th largest of the first {@code count} values, which are put in another order; n in
   * [1, count]. What is not a number counts as the largest. Hoare's selection (Algorithm 65: Find,
   * CACM 1961) with the middle value as pivot: linear on average, also of equal values.
   */
  static float nthLargest(float[] values, int count, int n) {
    for (int i = 0; i < count; i++) {
      if (Float.isNaN(values[i])) {
        values[i] = Float.POSITIVE_INFINITY; // which compares
      }
    }
    int low = 0;
    int high = count - 1;
    while (low < high) {
      float pivot = values[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] > pivot) {
          i++;
        }
        while (values[j] < pivot) {
          j--;
        }
        if (i <= j) {
          float moved = values[i];
          values[i++] = values[j];
          values[j--] = moved;
        }
      }
      if (n - 1 <= j) {
        high = j;
      } else if (n - 1 >= i) {
        low = i;
      } else {
        break; // between the two lies the pivot
      }
    }
    return values[n - 1];
  }
}
