package io.playhead.inference;

import it.unimi.dsi.fastutil.ints.Int2ObjectLinkedOpenHashMap;
import java.util.Arrays;
import java.util.List;

/**
 * The titles nearest to a title by the cosine of their score vectors, kept as long as the catalogue
 * stays the same: members watch the same titles, and finding a title's neighbours costs as much as
 * a member's top picks. They depend on the catalogue alone. One thread.
 */
final class SimilarTitles {
  /** Enough to fill a row of ten after what the member has had, or has above. */
  static final int NEAREST = 100;

  /** The titles asked for last: 32,768 x 100 x 4 B = 13 MB. */
  private static final int TITLES_MAX = 32_768;

  /** As many as a batch has members: their products lie side by side for a while. */
  private static final int SEARCHED_AT_ONCE = 64;

  private final TopK topK = new TopK();
  private final Int2ObjectLinkedOpenHashMap<int[]> slots = new Int2ObjectLinkedOpenHashMap<>();
  private final float above;
  private Catalogue catalogue;

  /** Titles count as similar whose cosine is more than {@code above}. */
  SimilarTitles(float above) {
    this.above = above;
  }

  /** Finds what is not known yet of these titles, all at once: together they cost far less. */
  void find(Catalogue now, int[] wanted) {
    if (now != catalogue) {
      slots.clear();
      catalogue = now;
    }
    int[] missing =
        Arrays.stream(wanted).filter(slot -> !slots.containsKey(slot)).distinct().toArray();
    for (int from = 0; from < missing.length; from += SEARCHED_AT_ONCE) {
      search(Arrays.copyOfRange(missing, from, Math.min(missing.length, from + SEARCHED_AT_ONCE)));
    }
  }

  /** Slots of the titles nearest to the one in {@code slot}, nearest first. */
  int[] of(Catalogue now, int slot) {
    int[] found = now == catalogue ? slots.getAndMoveToFirst(slot) : null;
    if (found == null) {
      find(now, new int[] {slot});
      found = slots.get(slot);
    }
    return found;
  }

  private void search(int[] missing) {
    TopK.Wanted nearest = new TopK.Wanted(NEAREST + 1, (member, block, row) -> true);
    List<float[]> vectors =
        Arrays.stream(missing).mapToObj(slot -> catalogue.scoreVector(slot)).toList();
    topK.search(
        catalogue,
        vectors,
        List.of(nearest),
        (index, best) -> {
          slots.putAndMoveToFirst(missing[index], nearest(best[0], missing[index]));
          if (slots.size() > TITLES_MAX) {
            slots.removeLast();
          }
        });
  }

  private int[] nearest(TopK.Best best, int slot) {
    int[] found = new int[best.count()];
    int count = 0;
    for (int i = 0; i < best.count(); i++) {
      if (best.slot(i) != slot && best.score(i) > above) {
        found[count++] = best.slot(i);
      }
    }
    return Arrays.copyOf(found, count);
  }
}
