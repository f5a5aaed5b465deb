package io.playhead.window;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Local hour and weekday of a moment. Zone rules are looked up once and kept; a text that names no
 * zone gives "unknown", never an exception. Safe for any thread.
 */
final class LocalTime {
  // Twice the 600 zones of the time zone database, so that made-up names cannot fill the memory.
  private static final int ZONES_MAX = 1200;
  private static final ConcurrentHashMap<String, Optional<ZoneRules>> ZONES =
      new ConcurrentHashMap<>();

  private LocalTime() {}

  /** Hours since local Monday 00:00, 0 to 167; -1: {@code timeZone} is null or names no zone. */
  static int hourOfWeek(long timeMs, String timeZone) {
    if (timeZone == null) {
      return -1;
    }
    Optional<ZoneRules> rules = ZONES.get(timeZone);
    if (rules == null) {
      rules = lookUp(timeZone);
      if (ZONES.size() < ZONES_MAX) {
        ZONES.put(timeZone, rules);
      }
    }
    if (rules.isEmpty()) {
      return -1;
    }
    long offsetSeconds = rules.get().getOffset(Instant.ofEpochMilli(timeMs)).getTotalSeconds();
    long hours = Math.floorDiv(Math.floorDiv(timeMs, 1000L) + offsetSeconds, 3600L);
    return (int) Math.floorMod(hours + 3 * 24, 7 * 24L); // 1970-01-01 was a Thursday
  }

  /** Hour 0 to 23 of an hour of the week; -1: unknown. */
  static int hour(int hourOfWeek) {
    return hourOfWeek < 0 ? -1 : hourOfWeek % 24;
  }

  /** Weekday 1 to 7 of an hour of the week; 0: unknown. */
  static int weekday(int hourOfWeek) {
    return hourOfWeek < 0 ? 0 : hourOfWeek / 24 + 1;
  }

  private static Optional<ZoneRules> lookUp(String timeZone) {
    try {
      return Optional.of(ZoneId.of(timeZone).getRules());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
