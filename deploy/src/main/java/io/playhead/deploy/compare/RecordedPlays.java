package io.playhead.deploy.compare;

/**
 * A recording as pages are held against it.
 *
 * @param members members by number
 * @param titles titles by number
 * @param events events by index
 * @param plays the plays among them
 * @param fromMs time of the oldest event, milliseconds since 1970-01-01 UTC; 0 without events
 * @param toMs time of the newest event, milliseconds since 1970-01-01 UTC; 0 without events
 */
record RecordedPlays(
    Ordinals members,
    TitleColumns titles,
    EventColumns events,
    Plays plays,
    long fromMs,
    long toMs) {

  /** Accepted events that the member had had before the play. */
  int historyLength(int play) {
    return events.acceptedBefore(plays.event(play));
  }

  /** The {@link EventColumns#momentMs moment} of the play. */
  long momentMs(int play) {
    return events.momentMs(plays.event(play));
  }
}
