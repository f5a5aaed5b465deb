package io.playhead.deploy.bench;

import io.playhead.deploy.bench.DayEvent.Kind;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.DeviceState;
import io.playhead.schemas.PlaybackEvent;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * A day of made-up members: plays, and among them all that a job has to take without one. Nine
 * members in ten send nearly everything; the last tenth comes so rarely that the others have pushed
 * it out of the cache. The same seed gives the same events. One thread.
 */
final class DayEvents {
  /** Of all events those of members who come all the time. */
  static final double REGULAR_EVENTS = .99;

  private static final double REGULAR_MEMBERS = .9;
  private static final long LATE_MS = Duration.ofHours(12).toMillis();

  /** Plays that may come a second time: seconds old, and so not yet final in any window. */
  private static final int RECENT = 64;

  private final MadeUpEvents plays;
  private final SplittableRandom random;
  private final int members;
  private final PlaybackEvent[] recent = new PlaybackEvent[RECENT];
  private long recentCount;

  /**
   * Events of {@code members} members.
   *
   * @param plays what becomes part of them; one is taken for each but duplicates
   * @param members at least ten
   */
  DayEvents(MadeUpEvents plays, long seed, int members) {
    this.plays = plays;
    this.random = new SplittableRandom(seed);
    this.members = members;
  }

  /** How many come all the time. */
  static int regularCount(int members) {
    return (int) (members * REGULAR_MEMBERS);
  }

  /** The next one. */
  DayEvent next() {
    Kind kind = kind(random.nextDouble());
    if (kind == Kind.DUPLICATE && recentCount == 0) {
      kind = Kind.PLAY;
    }
    if (kind == Kind.DUPLICATE) {
      PlaybackEvent again = recent[random.nextInt((int) Math.min(RECENT, recentCount))];
      return new DayEvent(kind, again.getMemberId(), again);
    }
    PlaybackEvent play = plays.of(member());
    return switch (kind) {
      case PLAY -> {
        recent[(int) (recentCount++ % RECENT)] = play;
        yield new DayEvent(kind, play.getMemberId(), play);
      }
      case DEVICE -> new DayEvent(kind, play.getMemberId(), device(play));
      case LATE -> {
        play.setEventTimeMs(play.getEventTimeMs() - LATE_MS);
        yield new DayEvent(kind, play.getMemberId(), play);
      }
      case NO_TITLE -> {
        play.setTitleId(" ");
        yield new DayEvent(kind, play.getMemberId(), play);
      }
      case NO_RECORD -> new DayEvent(kind, play.getMemberId(), null);
      case DUPLICATE -> throw new IllegalStateException("made above");
    };
  }

  private static Kind kind(double drawn) {
    double below = 0;
    for (Kind kind : Kind.values()) {
      below += kind.share();
      if (drawn < below) {
        return kind;
      }
    }
    return Kind.PLAY; // the sum of the shares, rounded, is a little below 1
  }

  private String member() {
    int regular = regularCount(members);
    boolean isRegular = random.nextDouble() < REGULAR_EVENTS;
    return "member-"
        + (isRegular ? random.nextInt(regular) : regular + random.nextInt(members - regular));
  }

  private static DeviceEvent device(PlaybackEvent play) {
    return DeviceEvent.newBuilder()
        .setMemberId(play.getMemberId())
        .setEventTimeMs(play.getEventTimeMs())
        .setSequence(play.getSequence())
        .setState(DeviceState.FOREGROUND)
        .setDeviceType(play.getDeviceType())
        .setCountry(play.getCountry())
        .setLocale(play.getLocale())
        .setTimeZone(play.getTimeZone())
        .build();
  }
}
