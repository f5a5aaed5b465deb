package io.playhead.deploy.evaluate;

import io.playhead.deploy.local.RecordedEvent;
import io.playhead.deploy.local.RecordedEvents;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.RecordIterator;
import io.playhead.schemas.recording.Recording;
import io.playhead.window.MemberHistories;
import io.playhead.window.WindowPolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Reads a recording through the window classes that serve. Stateless. */
public final class RecordedHistories {
  private RecordedHistories() {}

  /** The histories of the events that are {@code kept}. */
  public static MemberHistories of(Recording recording, Predicate<RecordedEvent> kept) {
    MemberHistories.Builder builder = new MemberHistories.Builder(WindowPolicy.DEFAULT);
    try (RecordedEvents events = new RecordedEvents(recording)) {
      while (events.hasNext()) {
        RecordedEvent event = events.next();
        if (kept.test(event)) {
          add(event, builder);
        }
      }
    }
    return builder.build();
  }

  /** The catalogue by title id. */
  public static Map<String, Title> titles(Recording recording) {
    Map<String, Title> titles = new HashMap<>();
    try (RecordIterator<Title> records = recording.titles()) {
      records.forEachRemaining(title -> titles.put(title.getTitleId(), title));
    }
    return titles;
  }

  private static void add(RecordedEvent event, MemberHistories.Builder builder) {
    if (event.record() instanceof PlaybackEvent playback) {
      builder.add(playback);
    } else if (event.record() instanceof FeedbackEvent feedback) {
      builder.add(feedback);
    } else {
      builder.add((DeviceEvent) event.record());
    }
  }
}
