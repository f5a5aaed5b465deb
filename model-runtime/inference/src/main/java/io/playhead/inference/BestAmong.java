package io.playhead.inference;

import java.util.function.IntPredicate;

/**
 * A member's best among a few given titles. What a search has just multiplied says which of them
 * are worth a score; first those that most likely fill the list, then what may still belong there.
 * So it finds what scores of all would. One thread.
 */
final class BestAmong {
  private final TopK searched;
  private final ExactScores exact;
  private int[] left = {};
  private float[] products = {}; // of those left
  private float[] ordered = {};
  private int[] chosen = {};
  private float[] scores = {};

  /**
   * For one model's titles.
   *
   * @param searched has searched for the members that are asked about
   * @param width of the model's vectors
   */
  BestAmong(TopK searched, int width) {
    this.searched = searched;
    this.exact = new ExactScores(width);
  }

  /**
   * Adds the best of the first {@code count} titles at {@code slots} to an empty list.
   *
   * @param member its place in the search
   * @param vector the member's
   * @param mayList asked only of titles that would stand in the list
   */
  void collect(
      TopK.Best best,
      Catalogue catalogue,
      int member,
      float[] vector,
      int[] slots,
      int count,
      IntPredicate mayList) {
    if (count == 0 || best.room() == 0) {
      return;
    }
    room(count);
    for (int i = 0; i < count; i++) {
      left[i] = slots[i];
      products[i] = searched.product(member, slots[i]);
    }
    System.arraycopy(products, 0, ordered, 0, count);
    int enough = Math.min(count, best.room() + best.room() / 2); // if the rules admit most
    int first = choose(count, Selection.nthLargest(ordered, count, enough));
    add(best, catalogue, vector, first, mayList);
    float least = (float) (best.threshold() - searched.error(member));
    int second = choose(count - first, least);
    add(best, catalogue, vector, second, mayList);
  }

  /** Takes those out of what is left whose products reach {@code least}, or are not known. */
  private int choose(int count, float least) {
    int found = 0;
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (!(products[i] < least)) {
        chosen[found++] = left[i];
      } else {
        left[kept] = left[i];
        products[kept++] = products[i];
      }
    }
    return found;
  }

  private void add(
      TopK.Best best, Catalogue catalogue, float[] vector, int count, IntPredicate mayList) {
    exact.score(vector, catalogue, chosen, count, scores);
    for (int i = 0; i < count; i++) {
      if (scores[i] >= best.threshold() // Cheap first; NaN passes nowhere.
          && best.wants(scores[i], chosen[i])
          && mayList.test(chosen[i])) {
        best.insert(scores[i], chosen[i]);
      }
    }
  }

  private void room(int count) {
    if (count > products.length) {
      left = new int[count];
      products = new float[count];
      ordered = new float[count];
      chosen = new int[count];
      scores = new float[count];
    }
  }
}
