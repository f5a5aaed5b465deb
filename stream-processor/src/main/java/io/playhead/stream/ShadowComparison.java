package io.playhead.stream;

import io.playhead.inference.HomePage;
import java.util.HashMap;
import java.util.Map;

/**
 * How far a shadow's page is from the published one. A title's place is counted over the whole
 * page, row by row.
 *
 * @param sharedOfTen titles that both have among their first ten
 * @param placesMoved the largest difference of a title's two places; one that only one page has
 *     counts as standing behind the last of the other
 */
record ShadowComparison(int sharedOfTen, int placesMoved) {
  private static final int FIRST = 10;

  static ShadowComparison of(HomePage published, HomePage shadow) {
    Map<String, Integer> places = places(published);
    Map<String, Integer> others = places(shadow);
    int shared = 0;
    int moved = 0;
    for (Map.Entry<String, Integer> entry : places.entrySet()) {
      int place = entry.getValue();
      int other = others.getOrDefault(entry.getKey(), others.size());
      shared += place < FIRST && other < Math.min(FIRST, others.size()) ? 1 : 0;
      moved = Math.max(moved, Math.abs(place - other));
    }
    for (Map.Entry<String, Integer> entry : others.entrySet()) {
      int place = places.getOrDefault(entry.getKey(), places.size());
      moved = Math.max(moved, Math.abs(place - entry.getValue()));
    }
    return new ShadowComparison(shared, moved);
  }

  private static Map<String, Integer> places(HomePage page) {
    Map<String, Integer> places = new HashMap<>();
    page.rows()
        .forEach(row -> row.items().forEach(item -> places.put(item.titleId(), places.size())));
    return places;
  }
}
