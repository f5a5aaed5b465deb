package io.playhead.deploy.evaluate;

import io.playhead.window.MemberHistories;
import io.playhead.window.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The titles that members have had, as rows from 0 in the order in which they were first seen, so
 * that what had been seen by some moment are the first rows. Immutable, any thread.
 */
final class TitleTable {
  private final List<String> ids;
  private final long[] firstSeenMs;
  private final Map<String, Integer> rows = new HashMap<>();
  private final int[] byNumber;
  private final int[] byText;

  private TitleTable(List<String> ids, long[] firstSeenMs) {
    this.ids = ids;
    this.firstSeenMs = firstSeenMs;
    ids.forEach(id -> rows.put(id, rows.size()));
    byNumber = places(TitleOrder.BY_NUMBER);
    byText = places(Comparator.naturalOrder());
  }

  /** The titles of all tokens. */
  static TitleTable of(MemberHistories histories) {
    Map<String, Long> firstSeen = new HashMap<>();
    for (String memberId : histories.memberIds()) {
      for (Token token : histories.tokens(memberId)) {
        firstSeen.merge(token.titleId(), token.startedMs(), Math::min);
      }
    }
    return of(firstSeen);
  }

  /** Titles and when they were first seen. */
  static TitleTable of(Map<String, Long> firstSeen) {
    List<String> ids = new ArrayList<>(firstSeen.keySet());
    ids.sort(Comparator.<String>comparingLong(firstSeen::get).thenComparing(TitleOrder.BY_NUMBER));
    return new TitleTable(ids, ids.stream().mapToLong(firstSeen::get).toArray());
  }

  int size() {
    return ids.size();
  }

  /** Row of that title; -1: nobody has had it. */
  int row(String titleId) {
    return rows.getOrDefault(titleId, -1);
  }

  String id(int row) {
    return ids.get(row);
  }

  /** How many titles, the first rows, had been seen before that moment. */
  int seenBefore(long timeMs) {
    int at = Arrays.binarySearch(firstSeenMs, timeMs);
    if (at < 0) {
      return -at - 1;
    }
    while (at > 0 && firstSeenMs[at - 1] == timeMs) {
      at--;
    }
    return at;
  }

  /** Place of each row in {@link TitleOrder}: how baselines break ties. */
  int[] byNumber() {
    return byNumber;
  }

  /** Place of each row in the order of ids as text: how the model breaks ties. */
  int[] byText() {
    return byText;
  }

  private int[] places(Comparator<String> order) {
    List<String> sorted = new ArrayList<>(ids);
    sorted.sort(order);
    int[] places = new int[sorted.size()];
    for (int place = 0; place < places.length; place++) {
      places[rows.get(sorted.get(place))] = place;
    }
    return places;
  }
}
