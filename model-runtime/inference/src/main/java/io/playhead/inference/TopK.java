package io.playhead.inference;

import java.util.Arrays;
import java.util.List;

/**
 * Exact retrieval: scores the whole catalogue for many members and keeps each one's best. Pure Java
 * in a fixed order of summation, so a score is the same bits in any company. One thread.
 */
final class TopK {
  private static final int ROWS = CatalogueBlock.ROWS;

  private final float[] sums = new float[ROWS];

  /** What may stand in a member's list; asked only of titles that would. */
  interface Eligibility {
    /** Whether row {@code row} of {@code block} may be listed for member {@code member}. */
    boolean test(int member, CatalogueBlock block, int row);
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

    int slot(int place) {
      return slots[place];
    }

    float score(int place) {
      return scores[place];
    }

    private boolean wants(float score, int slot) {
      return count < slots.length
          || score > threshold
          || (score == threshold && precedes(slot, slots[count - 1]));
    }

    private void insert(float score, int slot) {
      int place = count < slots.length ? count++ : count - 1;
      while (place > 0
          && (score > scores[place - 1]
              || (score == scores[place - 1] && precedes(slot, slots[place - 1])))) {
        scores[place] = scores[place - 1];
        slots[place] = slots[place - 1];
        place--;
      }
      scores[place] = score;
      slots[place] = slot;
      threshold = count == slots.length ? scores[count - 1] : Float.NEGATIVE_INFINITY;
    }

    private boolean precedes(int slot, int other) {
      return catalogue.titleId(slot).compareTo(catalogue.titleId(other)) < 0;
    }
  }

  /** The {@code k} best of each member. */
  Best[] search(Catalogue catalogue, List<float[]> memberVectors, int k, Eligibility eligibility) {
    Best[] best = new Best[memberVectors.size()];
    Arrays.setAll(best, i -> new Best(catalogue, k));
    CatalogueBlock[] blocks = catalogue.blocks();
    for (int b = 0; b < blocks.length; b++) { // A block stays in the cache for all members.
      CatalogueBlock block = blocks[b];
      for (int member = 0; member < best.length; member++) {
        score(memberVectors.get(member), block.scores(), sums);
        collect(best[member], member, block, b * ROWS, eligibility);
      }
    }
    return best;
  }

  private void collect(
      Best best, int member, CatalogueBlock block, int firstSlot, Eligibility eligibility) {
    int count = block.count();
    for (int row = 0; row < count; row++) {
      float score = sums[row];
      if (score >= best.threshold // Cheap first; NaN passes nowhere.
          && best.wants(score, firstSlot + row)
          && eligibility.test(member, block, row)) {
        best.insert(score, firstSlot + row);
      }
    }
  }

  /**
   * Scores of all rows of a block, each summed as ((0 + v0 s0) + v1 s1) + ...: the loop over rows
   * is the inner one, so vector instructions run across rows and never reorder a sum. Four values a
   * pass (TopKBenchmark: see docs/benchmarks.md) keep the sums in registers longer.
   */
  static void score(float[] vector, float[] scores, float[] sums) {
    Arrays.fill(sums, 0);
    int j = 0;
    for (; j + 4 <= vector.length; j += 4) {
      addFour(vector[j], vector[j + 1], vector[j + 2], vector[j + 3], scores, j * ROWS, sums);
    }
    for (; j < vector.length; j++) {
      float value = vector[j];
      int at = j * ROWS;
      for (int row = 0; row < ROWS; row++) {
        sums[row] += value * scores[at + row];
      }
    }
  }

  private static void addFour(
      float v0, float v1, float v2, float v3, float[] scores, int at, float[] sums) {
    for (int row = 0; row < ROWS; row++) {
      sums[row] =
          sums[row]
              + v0 * scores[at + row]
              + v1 * scores[at + ROWS + row]
              + v2 * scores[at + 2 * ROWS + row]
              + v3 * scores[at + 3 * ROWS + row];
    }
  }
}
