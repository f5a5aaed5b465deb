package io.playhead.deploy.simulator;

import java.util.BitSet;

/** What a member has watched so far, as far as it bears on the next choice. */
final class MemberPast {
  private static final double ENJOYED_FROM = .6; // share of a title

  private final BitSet watched = new BitSet();
  private final BitSet enjoyed = new BitSet();
  private SimulatedTitle last;

  /** Adds a title, in order. */
  void add(SimulatedTitle title, double completion) {
    watched.set(title.index());
    if (completion >= ENJOYED_FROM) {
      enjoyed.set(title.index());
    }
    last = title;
  }

  boolean hasWatched(SimulatedTitle title) {
    return watched.get(title.index());
  }

  boolean hasEnjoyed(int titleIndex) {
    return titleIndex >= 0 && enjoyed.get(titleIndex);
  }

  /** The newest title; null: none yet. */
  SimulatedTitle last() {
    return last;
  }
}
