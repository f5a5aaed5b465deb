package io.playhead.deploy.importing;

import io.playhead.window.WindowPolicy;
import java.util.HashMap;
import java.util.Map;

/**
 * Moments of ratings that are known to the second. A member rates whole pages of films in one: they
 * stay at its first millisecond, in the order of their sequence. But the window keeps only so many
 * events open to reordering, and what shares its moment with one that is final is too late; so as
 * many as fit are given one millisecond, the next as many the next. Takes ratings in the order of
 * time. One thread.
 */
final class RatingTimes {
  // 256 in a millisecond, 256,000 in a second: more than any member has at all.
  private static final int RATINGS_PER_MS = WindowPolicy.DEFAULT.tailEventsMax();
  private static final int LAST_MS = 999;

  private final Map<Integer, Integer> countsInSecond = new HashMap<>();
  private long seconds = -1;

  /** When {@code rating} was given, milliseconds since 1970-01-01 UTC, in its true second. */
  long timeMs(Rating rating) {
    if (rating.seconds() != seconds) {
      seconds = rating.seconds();
      countsInSecond.clear();
    }
    int before = countsInSecond.merge(rating.memberId(), 1, Integer::sum) - 1;
    return seconds * 1000 + Math.min(LAST_MS, before / RATINGS_PER_MS);
  }
}
