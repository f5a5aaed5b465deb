package io.playhead.deploy.importing;

import io.playhead.schemas.PlaybackEvent;
import io.playhead.window.MemberEvents;
import io.playhead.window.RejectedEventException;

/**
 * The window's own bounds decide whether an event can be used, so that what is imported is never
 * rejected by the job. Stateless.
 */
final class WindowBounds {
  private WindowBounds() {}

  /** Refuses what the window would refuse, {@code nowMs} being the clock. */
  static void check(PlaybackEvent event, long nowMs) throws RejectedRow {
    try {
      MemberEvents.from(event, nowMs);
    } catch (RejectedEventException e) {
      throw new RejectedRow(e.reason(), e.getMessage());
    }
  }
}
