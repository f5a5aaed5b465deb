package io.playhead.deploy.compare;

import io.playhead.window.Action;
import io.playhead.window.MemberEvent;
import io.playhead.window.MemberWindow;
import io.playhead.window.Outcome;
import io.playhead.window.RequestContext;
import io.playhead.window.TokenSegments;
import io.playhead.window.WindowPolicy;

/**
 * One member, event by event, through the window that serves, to tell a play from the rest: an
 * accepted playback event that begins a token, by a PLAY or RESUME, or of another title than the
 * member's playback event before it. So a pause and what follows in the same sitting is no play;
 * the same title is one again after it was stopped or completed, or after the silence. Tokens are
 * counted and not kept. One thread.
 */
final class ChoosingMember {
  private static final WindowPolicy COUNTED =
      new WindowPolicy(
          WindowPolicy.DEFAULT.latenessMs(),
          WindowPolicy.DEFAULT.silenceMs(),
          WindowPolicy.DEFAULT.tokensRetained(),
          WindowPolicy.DEFAULT.tailEventsMax(),
          1); // a segment of each token, so that none waits in memory for it to fill

  private final MemberWindow window = MemberWindow.empty(COUNTED);
  private long momentMs = -1;
  private int acceptedCount;
  private String playedTitleId = "";

  /** Takes in the next event; whether it is a play. */
  boolean accept(MemberEvent event) {
    momentMs = Math.max(momentMs, event.eventTimeMs());
    long tokensBefore = window.tokenCount();
    if (window.apply(event, Dropped.INSTANCE).outcome() != Outcome.ACCEPTED) {
      return false;
    }
    acceptedCount++;
    if (!isPlayback(event.action())) {
      return false;
    }
    boolean starts = event.action() == Action.PLAY || event.action() == Action.RESUME;
    boolean isOther = !event.titleId().equals(playedTitleId);
    playedTitleId = event.titleId();
    return window.tokenCount() > tokensBefore && (starts || isOther);
  }

  private static boolean isPlayback(Action action) {
    return switch (action) {
      case PLAY, PAUSE, RESUME, SEEK, STOP, COMPLETE -> true;
      default -> false;
    };
  }

  /** Time of the newest event; -1: none has come. */
  long momentMs() {
    return momentMs;
  }

  /** Events accepted so far. */
  int acceptedCount() {
    return acceptedCount;
  }

  /** Device, place and local time after the last event. */
  RequestContext context() {
    return window.context();
  }

  /** Keeps nothing. */
  private static final class Dropped implements TokenSegments {
    private static final Dropped INSTANCE = new Dropped();

    @Override
    public byte[] read(long index) {
      return null;
    }

    @Override
    public void write(long index, byte[] bytes) {}

    @Override
    public void remove(long index) {}
  }
}
