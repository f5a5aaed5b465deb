package io.playhead.inference;

import java.util.Arrays;
import java.util.List;

/**
 * Exact retrieval: finds each member's best titles of the whole catalogue. {@link BlockProduct}
 * says which titles cannot be among them; the others are scored as {@link CatalogueBlock} does, in
 * a fixed order of summation. So nothing is left out that belongs there, and a score is the same
 * bits in any company (docs/decisions/0004). One thread.
 */
final class TopK {
  private Descent descent; // of the width and batch asked for last

  /** What may stand in a member's list; asked only of titles that would. */
  interface Eligibility {
    /** Any row of a block may be listed, as far as is known without asking for each. */
    int ANY = -1;

    /** Whether row {@code row} of {@code block} may be listed for member {@code member}. */
    boolean test(int member, CatalogueBlock block, int row);

    /**
     * Where it is known cheaply, which rows of {@code block} alone may be listed for member {@code
     * member}: put into {@code rows}, which has room for all.
     *
     * @return how many, or {@link #ANY}
     */
    default int only(int member, CatalogueBlock block, int[] rows) {
      return ANY;
    }
  }

  /** A member's best titles so far, best first; ties in order of title id. */
  static final class Best {
    private final Catalogue catalogue;
    private final int[] slots;
    private final float[] scores;
    private int count;
    private float threshold = Float.NEGATIVE_INFINITY;

    Best(Catalogue catalogue, int k) {
      this.catalogue = catalogue;
      this.slots = new int[k];
      this.scores = new float[k];
    }

    int count() {
      return count;
    }

    boolean isFull() {
      return count == slots.length;
    }

    /** Titles that it still takes whatever their scores. */
    int room() {
      return slots.length - count;
    }

    /** The least score that may still matter; anything does until it is full. */
    float threshold() {
      return threshold;
    }

    int slot(int place) {
      return slots[place];
    }

    float score(int place) {
      return scores[place];
    }

    /** Whether a title with this score would stand among them. */
    boolean wants(float score, int slot) {
      return count < slots.length
          || score > threshold
          || (score == threshold && precedes(slot, slots[count - 1]));
    }

    /** Adds a title that {@link #wants} says yes to. */
    void insert(float score, int slot) {
      int place = place(score, slot);
      if (count < slots.length) {
        count++;
      }
      System.arraycopy(scores, place, scores, place + 1, count - 1 - place);
      System.arraycopy(slots, place, slots, place + 1, count - 1 - place);
      scores[place] = score;
      slots[place] = slot;
      threshold = count == slots.length ? scores[count - 1] : Float.NEGATIVE_INFINITY;
    }

    /**
     * How many stand before it. Which half it belongs to is a toss-up, so the search takes a step
     * whose size is computed instead of a way that the processor would guess wrong half of the
     * time.
     */
    private int place(float score, int slot) {
      int place = 0;
      for (int left = count; left > 0; ) {
        int half = (left + 1) >>> 1;
        place += scores[place + half - 1] > score ? half : 0;
        left -= half;
      }
      while (place < count && scores[place] == score && precedes(slots[place], slot)) {
        place++;
      }
      return place;
    }

    private boolean precedes(int slot, int other) {
      return catalogue.titleId(slot).compareTo(catalogue.titleId(other)) < 0;
    }
  }

  /**
   * A list to be made for each member.
   *
   * @param k titles at most
   * @param eligibility what may stand in it
   */
  record Wanted(int k, Eligibility eligibility) {}

  /** The best titles of each member in each wanted list: [list][member]. */
  Best[][] search(Catalogue catalogue, List<float[]> memberVectors, List<Wanted> lists) {
    Best[][] best = new Best[lists.size()][memberVectors.size()];
    for (int list = 0; list < best.length; list++) {
      int k = lists.get(list).k();
      Arrays.setAll(best[list], member -> new Best(catalogue, k));
    }
    if (memberVectors.isEmpty()) {
      return best;
    }
    int width = catalogue.model().width();
    if (descent == null || !descent.fits(width, memberVectors.size())) {
      descent = new Descent(width, memberVectors.size());
    }
    descent.begin(catalogue, memberVectors);
    while (descent.next()) {
      for (int member = 0; member < memberVectors.size(); member++) {
        for (int list = 0; list < best.length; list++) {
          Wanted wanted = lists.get(list);
          if (wanted.k() > 0) {
            descent.collect(best[list][member], member, wanted.eligibility());
          }
        }
      }
    }
    return best;
  }

  /**
   * Products of a vector with those of {@code [j][i]}, each summed as ((0 + v0 s0) + v1 s1) + ...:
   * the loop over rows is the inner one, so vector instructions run across rows and never reorder a
   * sum. Four values a pass halve the traffic of the sums.
   */
  static void score(float[] vector, float[][] scores, float[] sums) {
    Arrays.fill(sums, 0);
    int j = 0;
    for (; j + 4 <= vector.length; j += 4) {
      addFour(vector, j, scores[j], scores[j + 1], scores[j + 2], scores[j + 3], sums);
    }
    for (; j < vector.length; j++) {
      addOne(vector[j], scores[j], sums);
    }
  }

  private static void addFour(
      float[] vector, int j, float[] s0, float[] s1, float[] s2, float[] s3, float[] sums) {
    float v0 = vector[j];
    float v1 = vector[j + 1];
    float v2 = vector[j + 2];
    float v3 = vector[j + 3];
    for (int row = 0; row < sums.length; row++) {
      sums[row] = sums[row] + v0 * s0[row] + v1 * s1[row] + v2 * s2[row] + v3 * s3[row];
    }
  }

  private static void addOne(float value, float[] scores, float[] sums) {
    for (int row = 0; row < sums.length; row++) {
      sums[row] += value * scores[row];
    }
  }
}
