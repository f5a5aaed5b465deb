package io.playhead.inference;

/**
 * Which titles stand on the page in the making, by their slots in the catalogue. Reused page after
 * page: a title is on the page whose number stands at its slot, so that beginning the next one
 * costs nothing. 4 B a title of the catalogue; one thread.
 */
final class ShownTitles {
  private int[] pageOf = new int[0];
  private int page;

  /** Begins an empty page over a catalogue of that many titles. */
  void begin(int titleCount) {
    if (pageOf.length < titleCount || page == Integer.MAX_VALUE) {
      pageOf = new int[Math.max(pageOf.length, titleCount)];
      page = 0;
    }
    page++;
  }

  void add(int slot) {
    pageOf[slot] = page;
  }

  boolean contains(int slot) {
    return pageOf[slot] == page;
  }
}
