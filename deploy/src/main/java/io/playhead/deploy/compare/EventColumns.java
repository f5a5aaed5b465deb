package io.playhead.deploy.compare;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;

/**
 * What is asked of events, by index: whose, when, and how many the member had had. 16 B an event.
 * Events that were left out, or that the job would reject, have no member. One thread.
 */
final class EventColumns {
  private final IntArrayList members = new IntArrayList();
  private final LongArrayList momentsMs = new LongArrayList();
  private final IntArrayList acceptedBefore = new IntArrayList();

  /**
   * Adds an event behind all others.
   *
   * @param index its place in the recording
   * @param member whose
   * @param momentMs time of the member's newest event by then, this one included
   * @param accepted events of the member that were accepted before it
   */
  void add(int index, int member, long momentMs, int accepted) {
    while (members.size() < index) {
      members.add(Ordinals.NONE);
      momentsMs.add(0);
      acceptedBefore.add(0);
    }
    members.add(member);
    momentsMs.add(momentMs);
    acceptedBefore.add(accepted);
  }

  /** Whose event; {@link Ordinals#NONE}: nobody's that is known. */
  int member(long index) {
    return index < 0 || index >= members.size() ? Ordinals.NONE : members.getInt((int) index);
  }

  /**
   * Time of the member's newest event once this one had come: its own time, unless it came late.
   * Never less than that of the member's event before.
   */
  long momentMs(int index) {
    return momentsMs.getLong(index);
  }

  /** Events of the member that were accepted before this one. */
  int acceptedBefore(int index) {
    return acceptedBefore.getInt(index);
  }
}
