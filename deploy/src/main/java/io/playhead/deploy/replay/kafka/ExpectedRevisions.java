package io.playhead.deploy.replay.kafka;

import io.playhead.deploy.local.PageReader;
import io.playhead.deploy.local.RecordedEvent;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.window.InMemorySegments;
import io.playhead.window.MemberEvent;
import io.playhead.window.MemberEvents;
import io.playhead.window.MemberWindow;
import io.playhead.window.RejectedEventException;
import io.playhead.window.WindowPolicy;
import java.util.HashMap;
import java.util.Map;

/**
 * What revision each member's last page should have, by the window's own rules without the engine:
 * asked only when the counts do not add up, since repeated events are neither reflected nor
 * rejected.
 */
final class ExpectedRevisions {
  private final Map<String, MemberWindow> windows = new HashMap<>();
  private final Map<String, InMemorySegments> segments = new HashMap<>();

  ExpectedRevisions(EventPlan plan) {
    try (EventPlan.Events events = plan.events()) {
      while (events.hasNext()) {
        apply(events.next());
      }
    }
  }

  private void apply(RecordedEvent recorded) {
    MemberEvent event;
    try {
      if (recorded.record() instanceof PlaybackEvent playback) {
        event = MemberEvents.from(playback, Long.MAX_VALUE);
      } else if (recorded.record() instanceof FeedbackEvent feedback) {
        event = MemberEvents.from(feedback, Long.MAX_VALUE);
      } else {
        event = MemberEvents.from((DeviceEvent) recorded.record(), Long.MAX_VALUE);
      }
    } catch (RejectedEventException e) {
      // The job rejects it, too.
      return;
    }
    windows
        .computeIfAbsent(event.memberId(), id -> MemberWindow.empty(WindowPolicy.DEFAULT))
        .apply(event, segments.computeIfAbsent(event.memberId(), id -> new InMemorySegments()));
  }

  /** Accepted events that no page of {@code reader} reflects. */
  long lost(PageReader reader) {
    long lost = 0;
    for (Map.Entry<String, MemberWindow> window : windows.entrySet()) {
      lost += Math.max(0, window.getValue().revision() - reader.revision(window.getKey()));
    }
    return lost;
  }
}
