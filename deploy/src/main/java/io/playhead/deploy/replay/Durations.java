package io.playhead.deploy.replay;

import java.time.Duration;

/** Durations in words. Stateless. */
final class Durations {
  private Durations() {}

  /** The two largest units that it has: "2 d 3 h", "45 s"; "in force" for 0. */
  static String words(long ms) {
    if (ms == 0) {
      return "in force";
    }
    Duration duration = Duration.ofMillis(ms);
    if (duration.toDays() > 0) {
      return two(duration.toDays(), "d", duration.toHoursPart(), "h");
    }
    if (duration.toHours() > 0) {
      return two(duration.toHours(), "h", duration.toMinutesPart(), "min");
    }
    if (duration.toMinutes() > 0) {
      return two(duration.toMinutes(), "min", duration.toSecondsPart(), "s");
    }
    return duration.toSeconds() > 0 ? duration.toSeconds() + " s" : ms + " ms";
  }

  private static String two(long large, String unit, long small, String smallUnit) {
    return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }
}
