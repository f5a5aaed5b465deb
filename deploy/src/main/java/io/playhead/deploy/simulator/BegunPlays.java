package io.playhead.deploy.simulator;

import java.util.ArrayDeque;
import java.util.Deque;

/** The titles that a member left half way, newest first. Its owner's thread. */
final class BegunPlays {
  /** Who left a title earlier than that did not like it. */
  private static final double FROM = .15;

  private static final double BELOW = .95;
  private static final int TITLES_MAX = 3;

  private final Deque<ResumeHabit.Begun> newestFirst = new ArrayDeque<>();

  /** A title was watched so far, from its start or from where it had been left. */
  void watched(SimulatedTitle title, Viewing viewing, long untilMs) {
    newestFirst.removeIf(begun -> begun.title().index() == title.index());
    double completion = viewing.completion(title);
    if (completion >= FROM && completion < BELOW) {
      newestFirst.addFirst(new ResumeHabit.Begun(title, viewing.seconds(), untilMs));
    }
    if (newestFirst.size() > TITLES_MAX) {
      newestFirst.removeLast();
    }
  }

  Iterable<ResumeHabit.Begun> newestFirst() {
    return newestFirst;
  }
}
