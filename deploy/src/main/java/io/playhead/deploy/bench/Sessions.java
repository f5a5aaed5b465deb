package io.playhead.deploy.bench;

import io.playhead.schemas.PlaybackEvent;
import java.util.SplittableRandom;

/**
 * A few members at a time are there, each for a session of so many events; who goes is followed by
 * another, drawn from all. One thread.
 */
final class Sessions {
  private final MadeUpEvents events;
  private final SplittableRandom random;
  private final int members;
  private final int eventsEach;
  private final String[] active;
  private final int[] left;

  /**
   * Starts with as many members as are active at a time, at different points of their sessions.
   *
   * @param events what they do
   */
  Sessions(MadeUpEvents events, long seed, int members, int activeCount, int eventsEach) {
    this.events = events;
    this.random = new SplittableRandom(seed);
    this.members = members;
    this.eventsEach = eventsEach;
    this.active = new String[activeCount];
    this.left = new int[activeCount];
    for (int i = 0; i < activeCount; i++) {
      comes(i);
      left[i] = 1 + random.nextInt(eventsEach);
    }
  }

  PlaybackEvent next() {
    int i = random.nextInt(active.length);
    PlaybackEvent event = events.of(active[i]);
    left[i]--;
    if (left[i] == 0) {
      comes(i);
    }
    return event;
  }

  private void comes(int place) {
    active[place] = MadeUpEvents.memberId(random.nextInt(members));
    left[place] = eventsEach;
  }
}
