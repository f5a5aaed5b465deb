package io.playhead.view.http;

/**
 * What tells a member's pages apart, and which of two is newer: by revision, then by when it was
 * made. In text {@code revision-madeAtMs}.
 */
record PageId(long revision, long madeAtMs) implements Comparable<PageId> {
  /** That text; null where it is none, or null. */
  static PageId parse(String text) {
    if (text == null) {
      return null;
    }
    int dash = text.indexOf('-', 1);
    try {
      return dash < 0
          ? null
          : new PageId(
              Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @Override
  public int compareTo(PageId other) {
    int byRevision = Long.compare(revision, other.revision);
    return byRevision != 0 ? byRevision : Long.compare(madeAtMs, other.madeAtMs);
  }

  @Override
  public String toString() {
    return revision + "-" + madeAtMs;
  }
}
