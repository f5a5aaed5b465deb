package io.playhead.deploy.bench;

import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Plays of made-up members, each a token of its own: a member drawn at random puts on a title drawn
 * with a few popular ones far ahead. Nobody's taste is in them; they are for counting and timing.
 * One thread.
 */
final class MadeUpEvents {
  private static final String[] DEVICES = {"phone", "tv", "tablet", "web"};
  private static final String[] COUNTRIES = {"US", "BR", "DE", "JP"};

  private final SplittableRandom random;
  private final int members;
  private final List<String> titleIds;
  private final long fromMs;
  private final long spacingMs;
  private long count;

  /**
   * The events of {@code members} members.
   *
   * @param titleIds what they watch, the most popular first
   * @param fromMs event time of the first
   * @param spacingMs from one event to the next, whoever's it is
   */
  MadeUpEvents(long seed, int members, List<String> titleIds, long fromMs, long spacingMs) {
    this.random = new SplittableRandom(seed);
    this.members = members;
    this.titleIds = titleIds;
    this.fromMs = fromMs;
    this.spacingMs = spacingMs;
  }

  /** The next one, of any member. */
  PlaybackEvent next() {
    return of(memberId(random.nextInt(members)));
  }

  /** The id of one of the members. */
  static String memberId(int member) {
    return "member-" + member;
  }

  /** The next one, of this member. */
  PlaybackEvent of(String memberId) {
    int trait = Math.floorMod(memberId.hashCode(), COUNTRIES.length);
    // Cubed, a uniform number falls into the first tenth of the titles half of the time.
    double popular = Math.pow(random.nextDouble(), 3);
    return PlaybackEvent.newBuilder()
        .setMemberId(memberId)
        .setTitleId(titleIds.get((int) (popular * titleIds.size())))
        .setEventTimeMs(fromMs + count * spacingMs)
        .setSequence(count++)
        .setAction(PlaybackAction.PLAY)
        .setPositionSeconds(0.0)
        .setRuntimeSeconds(5_400)
        .setDeviceType(DEVICES[random.nextInt(DEVICES.length)])
        .setSessionId("s" + count)
        .setCountry(COUNTRIES[trait])
        .setLocale("en-" + COUNTRIES[trait])
        .setTimeZone("UTC")
        .build();
  }
}
