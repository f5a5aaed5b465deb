package io.playhead.deploy.evaluate;

import io.playhead.deploy.local.RecordedEvent;
import io.playhead.inference.Request;
import io.playhead.inference.TokenSource;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.window.InMemorySegments;
import io.playhead.window.MemberEvent;
import io.playhead.window.MemberEvents;
import io.playhead.window.MemberWindow;
import io.playhead.window.RejectedEventException;
import io.playhead.window.RequestContext;
import io.playhead.window.WindowPolicy;

/** A member's window, event by event, as the job holds it; for one that can be asked in between. */
final class FollowedMember {
  private final MemberWindow window = MemberWindow.empty(WindowPolicy.DEFAULT);
  private final InMemorySegments segments = new InMemorySegments();

  /** Takes in the next event; one that the job would reject changes nothing here either. */
  void accept(RecordedEvent event) {
    try {
      window.apply(memberEvent(event), segments);
    } catch (RejectedEventException e) {
      // The job's counter for these is not asked about here.
    }
  }

  private static MemberEvent memberEvent(RecordedEvent event) throws RejectedEventException {
    if (event.record() instanceof PlaybackEvent playback) {
      return MemberEvents.from(playback, Long.MAX_VALUE);
    } else if (event.record() instanceof FeedbackEvent feedback) {
      return MemberEvents.from(feedback, Long.MAX_VALUE);
    }
    return MemberEvents.from((DeviceEvent) event.record(), Long.MAX_VALUE);
  }

  /** Tokens so far. */
  int tokenCount() {
    return (int) window.tokenCount();
  }

  /** What the page would be made for now. */
  RequestContext context() {
    return window.context();
  }

  /** The request for the page of this moment in {@code context}. */
  Request request(String memberId, RequestContext context) {
    return new Request(
        memberId, TokenSource.of(window.tokens(window.firstRetained(), segments)), context);
  }
}
