package io.playhead.inference;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One country's order of age ratings as numbers, 0 the lowest. Immutable. */
final class AgeScale {
  /** Of a title that no limit lets through. */
  static final byte NOWHERE = Byte.MAX_VALUE;

  private static final byte UNRATED_ALLOWED = -1;

  private final Map<String, Byte> ranks = new HashMap<>();
  private final byte unratedRank;

  AgeScale(List<List<String>> order, boolean unratedAllowed) {
    for (int rank = 0; rank < order.size(); rank++) { // At most AgeRatings.LEVELS_MAX.
      for (String rating : order.get(rank)) {
        ranks.put(normal(rating), (byte) rank);
      }
    }
    this.unratedRank = unratedAllowed ? UNRATED_ALLOWED : NOWHERE;
  }

  /** Where a title with this rating stands; null or blank: it has none. */
  byte rankOf(String rating) {
    return rating == null || rating.isBlank()
        ? unratedRank
        : ranks.getOrDefault(normal(rating), NOWHERE);
  }

  /**
   * The highest rank that a member with this limit may see. A limit that the order does not know is
   * the lowest: whoever set it wanted one.
   */
  byte limitOf(String ageRatingMax) {
    return ranks.getOrDefault(normal(ageRatingMax), (byte) 0);
  }

  static String normal(String rating) {
    return rating.strip().toLowerCase(Locale.ROOT);
  }
}
