package io.playhead.deploy.demo;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts pages that show a title which came out while members were live. Pure; one thread. */
final class NewReleases {
  private static final int SHOWN = 10;

  private final Set<String> titleIds = new HashSet<>();
  private long pages;
  private long pagesWithOne;

  /** A title came out. */
  void release(String titleId) {
    titleIds.add(titleId);
  }

  /** A page was read; counts once something has come out. */
  void page(List<String> topPicks) {
    if (!titleIds.isEmpty()) {
      pages++;
      pagesWithOne += topPicks.stream().limit(SHOWN).anyMatch(titleIds::contains) ? 1 : 0;
    }
  }

  int titleCount() {
    return titleIds.size();
  }

  /** Share of pages with one among the first ten; 0 before any. */
  double share() {
    return pages == 0 ? 0 : pagesWithOne / (double) pages;
  }
}
