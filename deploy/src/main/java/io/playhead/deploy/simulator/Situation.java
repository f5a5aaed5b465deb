package io.playhead.deploy.simulator;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * What a choice is made in: what a page's request context tells of, at the member's own place.
 *
 * @param timeMs when, milliseconds since 1970-01-01 UTC
 * @param place where
 * @param device on what
 * @param localHour hour there, 0 to 23
 * @param weekend Saturday or Sunday there
 */
record Situation(long timeMs, Place place, Device device, int localHour, boolean weekend) {
  static Situation at(long timeMs, Place place, Device device) {
    ZonedDateTime local = Instant.ofEpochMilli(timeMs).atZone(place.zone());
    DayOfWeek weekday = local.getDayOfWeek();
    boolean weekend = weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY;
    return new Situation(timeMs, place, device, local.getHour(), weekend);
  }

  Daypart daypart() {
    return Daypart.of(localHour);
  }
}
