package io.playhead.inference;

import io.playhead.schemas.Availability;
import io.playhead.schemas.Title;
import java.util.List;
import java.util.Locale;

/**
 * A country, and from when until when a title may be shown there; what {@link Availability} says,
 * in the form in which it is asked for every candidate of every list.
 *
 * @param country its {@link #code}; null: everywhere
 * @param fromMs the first moment, milliseconds since 1970-01-01 UTC
 * @param untilMs the first moment when it may no longer
 */
record AvailableIn(String country, long fromMs, long untilMs) {
  private static final String EVERYWHERE = "*";

  /** Where a title may be shown; null: everywhere and always, as nobody says otherwise. */
  static AvailableIn[] of(Title title) {
    List<Availability> where = title.getAvailability();
    if (where == null || where.isEmpty()) {
      return null;
    }
    return where.stream().map(AvailableIn::of).toArray(AvailableIn[]::new);
  }

  private static AvailableIn of(Availability entry) {
    return new AvailableIn(
        EVERYWHERE.equals(entry.getCountry()) ? null : code(entry.getCountry()),
        entry.getFromMs() == null ? Long.MIN_VALUE : entry.getFromMs(),
        entry.getUntilMs() == null ? Long.MAX_VALUE : entry.getUntilMs());
  }

  /** A country in the form in which two of them are compared; null stays null. */
  static String code(String country) {
    return country == null ? null : country.toUpperCase(Locale.ROOT).intern();
  }

  /**
   * Whether one of {@code where} holds; in a country nobody told us only those for everywhere.
   *
   * @param country its {@link #code}
   */
  @SuppressWarnings("StringEquality") // codes are interned: this is asked thousands of times a page
  static boolean anyHolds(AvailableIn[] where, String country, long atMs) {
    if (where == null) {
      return true;
    }
    for (AvailableIn entry : where) {
      if (entry.fromMs <= atMs
          && atMs < entry.untilMs
          && (entry.country == null || entry.country == country)) {
        return true;
      }
    }
    return false;
  }
}
