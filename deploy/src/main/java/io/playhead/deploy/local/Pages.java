package io.playhead.deploy.local;

import io.playhead.schemas.Item;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Row;
import java.util.List;

/** Reads published pages. Stateless. */
public final class Pages {
  private static final String TOP_PICKS = "top-picks";

  private Pages() {}

  /** Titles of the top picks, best first; empty where the page has none. */
  public static List<String> topPicks(Recommendation page) {
    for (Row row : page.getRows()) {
      if (row.getRow().equals(TOP_PICKS)) {
        return row.getItems().stream().map(Item::getTitleId).toList();
      }
    }
    return List.of();
  }
}
