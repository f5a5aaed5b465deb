package io.playhead.inference;

import io.playhead.schemas.Availability;
import io.playhead.schemas.Title;
import java.util.List;
import java.util.Locale;

/**
 * A country, and from when until when a title may be shown there; what {@link Availability} says,
 * in the form in which it is asked for every candidate of every list.
 *
 * @param country its {@link #code}, or {@link #EVERYWHERE}
 * @param fromMs the first moment, milliseconds since 1970-01-01 UTC
 * @param untilMs the first moment when it may no longer
 */
record AvailableIn(long country, long fromMs, long untilMs) {
  /** Stands for all countries, and where nobody told us the country; no country's code. */
  static final long EVERYWHERE = 0;

  /** Everywhere and always. */
  static final AvailableIn ALWAYS = new AvailableIn(EVERYWHERE, Long.MIN_VALUE, Long.MAX_VALUE);

  private static final long UNKNOWN = 1; // low bits are clear in every key
  private static final String ANY = "*";

  /** Where a title may be shown; empty: everywhere and always, as nobody says otherwise. */
  static AvailableIn[] of(Title title) {
    List<Availability> where = title.getAvailability();
    return where == null
        ? new AvailableIn[0]
        : where.stream().map(AvailableIn::of).toArray(AvailableIn[]::new);
  }

  private static AvailableIn of(Availability entry) {
    return new AvailableIn(
        ANY.equals(entry.getCountry()) ? EVERYWHERE : code(entry.getCountry()),
        entry.getFromMs() == null ? Long.MIN_VALUE : entry.getFromMs(),
        entry.getUntilMs() == null ? Long.MAX_VALUE : entry.getUntilMs());
  }

  /**
   * A country in the form in which two of them are compared, whatever the case of its letters:
   * {@link TitleKey}'s 62 bits of hash, of some two hundred names. One that nobody told us, null,
   * is none of those that a title names.
   */
  static long code(String country) {
    return country == null ? UNKNOWN : TitleKey.of(country.toUpperCase(Locale.ROOT));
  }

  /**
   * Whether a title may be shown.
   *
   * @param inCountry a {@link #code}
   */
  boolean holds(long inCountry, long atMs) {
    return fromMs <= atMs && atMs < untilMs && (country == EVERYWHERE || country == inCountry);
  }
}
