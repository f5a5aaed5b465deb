package io.playhead.deploy.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * The simulated calendar. It lies in the past, because the engine refuses events that are more than
 * a day ahead of the wall clock.
 */
public final class SimulatedTime {
  /** First moment of day 0, a Monday. */
  public static final long EPOCH_MS = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();

  /** One day. */
  public static final long DAY_MS = Duration.ofDays(1).toMillis();

  /** Days that releases are spread over: a year of Tuesdays and Fridays would thin them out. */
  static final int RELEASE_DAYS = 112;

  /** New titles come out on Tuesdays and Fridays at this hour, UTC. */
  static final int RELEASE_HOUR = 16;

  private SimulatedTime() {}

  /** First moment of a simulated day, milliseconds since 1970-01-01 UTC. */
  public static long day(int day) {
    return EPOCH_MS + day * DAY_MS;
  }

  /** Release moment number {@code number}: Tuesday, Friday, Tuesday and so on. */
  static long releaseMs(int number) {
    int day = number / 2 * 7 + (number % 2 == 0 ? 1 : 4);
    return day(day) + Duration.ofHours(RELEASE_HOUR).toMillis();
  }
}
