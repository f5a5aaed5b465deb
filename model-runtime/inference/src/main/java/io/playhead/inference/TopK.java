package io.playhead.inference;

import java.util.Arrays;
import java.util.List;

/**
 * Exact retrieval: finds each member's best titles of the whole catalogue. A coarse product in
 * eight bits says which titles cannot be among them; the others are scored as {@link
 * CatalogueBlock} does, in a fixed order of summation. So nothing is left out that belongs there,
 * and a score is the same bits in any company (docs/decisions/0015). One thread.
 */
final class TopK {
  private final int[] rows = new int[CatalogueBlock.ROWS];
  private final float[] scores = new float[CatalogueBlock.ROWS];
  private CoarseProduct coarse; // of the width and batch asked for last

  /** What may stand in a member's list; asked only of titles that would. */
  interface Eligibility {
    /** Whether row {@code row} of {@code block} may be listed for member {@code member}. */
    boolean test(int member, CatalogueBlock block, int row);

    /** False if no row of {@code block} may be listed for member {@code member}. */
    default boolean mayHold(int member, CatalogueBlock block) {
      return true;
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
    CoarseProduct product = coarse(catalogue.model().width(), memberVectors.size());
    product.members(memberVectors);
    int firstSlot = 0;
    for (CoarseBlock block : catalogue.coarse()) {
      product.run(block);
      for (int member = 0; member < memberVectors.size(); member++) {
        int[] maxima = product.maxima(member);
        for (int list = 0; list < best.length; list++) {
          if (lists.get(list).k() > 0) {
            Eligibility eligibility = lists.get(list).eligibility();
            collect(
                best[list][member],
                new Asked(member, memberVectors.get(member), eligibility),
                new Scored(block, product, maxima, firstSlot));
          }
        }
      }
      firstSlot += block.columns();
    }
    return best;
  }

  private CoarseProduct coarse(int width, int members) {
    if (coarse == null || !coarse.fits(width, members)) {
      coarse = new CoarseProduct(width, members);
    }
    return coarse;
  }

  /** Whose list is looked for. */
  private record Asked(int member, float[] vector, Eligibility eligibility) {}

  /** Where: titles with their coarse scores. */
  private record Scored(CoarseBlock block, CoarseProduct product, int[] maxima, int firstSlot) {}

  private void collect(Best best, Asked asked, Scored where) {
    CatalogueBlock[] blocks = where.block.blocks();
    for (int b = 0; b < blocks.length; b++) {
      if (asked.eligibility.mayHold(asked.member, blocks[b])) {
        int from = b * CatalogueBlock.ROWS;
        int count = candidates(where, asked.member, best.threshold, from, blocks[b].count());
        blocks[b].score(asked.vector, rows, count, scores);
        for (int i = 0; i < count; i++) {
          int slot = where.firstSlot + from + rows[i];
          if (scores[i] >= best.threshold // Cheap first; NaN passes nowhere.
              && best.wants(scores[i], slot)
              && asked.eligibility.test(asked.member, blocks[b], rows[i])) {
            best.insert(scores[i], slot);
          }
        }
      }
    }
  }

  /** Puts into {@code rows} those of a block whose score may reach the threshold. */
  private int candidates(Scored where, int member, float threshold, int from, int rowCount) {
    int least = where.product.least(member, threshold);
    int count = 0;
    for (int first = 0; first < rowCount; first += CoarseBlock.GROUP) {
      if (where.maxima[(from + first) / CoarseBlock.GROUP] >= least) {
        int end = Math.min(rowCount, first + CoarseBlock.GROUP);
        for (int row = first; row < end; row++) {
          if (where.product.product(member, from + row) >= least) {
            rows[count++] = row;
          }
        }
      }
    }
    return count;
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
