package io.playhead.deploy.replay.kafka;

import io.playhead.deploy.local.RecordedEvent;
import io.playhead.deploy.local.RecordedEvents;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.recording.Recording;
import io.playhead.window.HoldOut;
import io.playhead.window.MemberHistories;
import io.playhead.window.WindowPolicy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which of a recording's events are fed, known before the first: their number, their members and
 * how many go to each partition of each topic.
 */
final class EventPlan {
  private final Recording recording;
  private final Predicate<RecordedEvent> kept;
  private final Map<String, long[]> endOffsets = new HashMap<>();
  private final Set<String> members = new HashSet<>();
  private long eventCount;

  private EventPlan(Recording recording, Predicate<RecordedEvent> kept) {
    this.recording = recording;
    this.kept = kept;
  }

  static EventPlan of(Recording recording, HoldOut holdOut, Partitions partitions) {
    EventPlan plan = new EventPlan(recording, kept(recording, holdOut));
    try (Events events = plan.events()) {
      while (events.hasNext()) {
        RecordedEvent event = events.next();
        plan.eventCount++;
        plan.members.add(event.memberId());
        plan.endOffsets
            .computeIfAbsent(event.topic(), topic -> new long[partitions.count()])[
            partitions.of(event.memberId())]++;
      }
    }
    return plan;
  }

  private static Predicate<RecordedEvent> kept(Recording recording, HoldOut holdOut) {
    if (holdOut == HoldOut.NONE) {
      return event -> true;
    }
    MemberHistories.Builder builder = new MemberHistories.Builder(WindowPolicy.DEFAULT);
    try (RecordedEvents events = new RecordedEvents(recording)) {
      while (events.hasNext()) {
        add(builder, events.next());
      }
    }
    HoldOut.Cut cut = holdOut.cut(builder.build());
    return event -> cut.keeps(event.memberId(), event.eventTimeMs(), event.titleId());
  }

  private static void add(MemberHistories.Builder builder, RecordedEvent event) {
    if (event.record() instanceof PlaybackEvent playback) {
      builder.add(playback);
    } else if (event.record() instanceof FeedbackEvent feedback) {
      builder.add(feedback);
    } else {
      builder.add((DeviceEvent) event.record());
    }
  }

  /** The events, in the order of feeding; closed by the caller. */
  Events events() {
    return new Events(new RecordedEvents(recording), kept);
  }

  long eventCount() {
    return eventCount;
  }

  Set<String> members() {
    return members;
  }

  /** By topic, the end offset of each partition once all events are on it. */
  Map<String, long[]> endOffsets() {
    return endOffsets;
  }

  /** Where a key goes. */
  interface Partitions {
    int count();

    int of(String key);
  }

  /** The recorded events that are kept. */
  static final class Events implements Iterator<RecordedEvent>, AutoCloseable {
    private final RecordedEvents all;
    private final Predicate<RecordedEvent> kept;
    private RecordedEvent next;

    private Events(RecordedEvents all, Predicate<RecordedEvent> kept) {
      this.all = all;
      this.kept = kept;
      advance();
    }

    private void advance() {
      next = null;
      while (next == null && all.hasNext()) {
        RecordedEvent event = all.next();
        next = kept.test(event) ? event : null;
      }
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public RecordedEvent next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      RecordedEvent event = next;
      advance();
      return event;
    }

    @Override
    public void close() {
      all.close();
    }
  }
}
