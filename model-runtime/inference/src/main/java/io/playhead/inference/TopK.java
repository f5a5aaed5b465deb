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

  /** Is told a member's lists as soon as nothing can change them any more. */
  interface Found {
    /** The best titles of member {@code member} in each wanted list. */
    void lists(int member, Best[] best);
  }

  /** The best titles of each member in each wanted list: [list][member]. */
  Best[][] search(Catalogue catalogue, List<float[]> memberVectors, List<Wanted> lists) {
    Best[][] all = new Best[lists.size()][memberVectors.size()];
    search(
        catalogue,
        memberVectors,
        lists,
        (member, best) -> Arrays.setAll(best, list -> all[list][member] = best[list]));
    return all;
  }

  /**
   * The same, one member after the other. What {@code found} reads of the best titles, and of what
   * {@link Eligibility} has read, is still in the processor's cache then.
   */
  void search(Catalogue catalogue, List<float[]> memberVectors, List<Wanted> lists, Found found) {
    if (memberVectors.isEmpty()) {
      return;
    }
    Best[][] best = new Best[memberVectors.size()][lists.size()];
    for (Best[] ofMember : best) {
      Arrays.setAll(ofMember, list -> new Best(catalogue, lists.get(list).k()));
    }
    int width = catalogue.model().width();
    if (descent == null || !descent.fits(width, memberVectors.size())) {
      descent = new Descent(width, memberVectors.size());
    }
    descent.begin(catalogue, memberVectors);
    do {
      descent.next();
      for (int member = 0; member < best.length; member++) {
        collect(member, best[member], lists);
        if (descent.isLast()) {
          found.lists(member, best[member]);
        }
      }
    } while (!descent.isLast());
  }

  private void collect(int member, Best[] best, List<Wanted> lists) {
    for (int list = 0; list < best.length; list++) {
      Wanted wanted = lists.get(list);
      if (wanted.k() > 0) {
        descent.collect(best[list], member, wanted.eligibility());
      }
    }
  }

  /**
   * The product of a member that is searched for, or was last, with a title, if it is still held:
   * within {@link #error} of the score.
   *
   * @return not a number where it holds nothing, or the product is none
   */
  float product(int member, int slot) {
    return descent.product(member, slot);
  }

  /** By how much {@link #product} may be off for that member. */
  double error(int member) {
    return descent.error(member);
  }
}
