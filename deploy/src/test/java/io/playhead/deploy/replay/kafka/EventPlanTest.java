package io.playhead.deploy.replay.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.local.RecordedEvent;
import io.playhead.deploy.local.RecordedEvents;
import io.playhead.deploy.local.SmallRecording;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.recording.Recording;
import io.playhead.window.HoldOut;
import io.playhead.window.MemberHistories;
import io.playhead.window.WindowPolicy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventPlanTest {
  private static final int EVENTS = 2_000;

  private static final EventPlan.Partitions THREE =
      new EventPlan.Partitions() {
        @Override
        public int count() {
          return 3;
        }

        @Override
        public int of(String key) {
          return Math.floorMod(key.hashCode(), 3);
        }
      };

  @TempDir private Path folder;
  private Recording recording;

  @BeforeEach
  void record() {
    recording =
        Recording.open(
            SmallRecording.write(folder.resolve("r"), SmallRecording.events(3, 20, EVENTS)));
  }

  @Test
  void knowsTheEndOfEveryPartition() {
    EventPlan plan = EventPlan.of(recording, HoldOut.NONE, THREE);

    long planned = plan.endOffsets().values().stream().flatMapToLong(Arrays::stream).sum();
    assertThat(plan.eventCount()).isEqualTo(EVENTS).isEqualTo(planned);
    assertThat(plan.endOffsets()).hasSize(3);
    assertThat(plan.members()).hasSize(20);
  }

  @Test
  void feedsEventsInTheOrderOfTheirTimes() {
    EventPlan plan = EventPlan.of(recording, HoldOut.NONE, THREE);

    long beforeMs = Long.MIN_VALUE;
    try (EventPlan.Events events = plan.events()) {
      while (events.hasNext()) {
        long timeMs = events.next().eventTimeMs();
        assertThat(timeMs).isGreaterThanOrEqualTo(beforeMs);
        beforeMs = timeMs;
      }
    }
  }

  @Test
  void endsInTheHistoryThatTrainingSaw() {
    MemberHistories whole;
    try (RecordedEvents events = new RecordedEvents(recording)) {
      whole = histories(events);
    }

    MemberHistories kept;
    try (EventPlan.Events events = EventPlan.of(recording, HoldOut.LAST, THREE).events()) {
      kept = histories(events);
    }

    // In any order: feedback given during the held-out token stood before it, and stands before the
    // one that it now finds open.
    for (String memberId : whole.memberIds()) {
      assertThat(kept.tokens(memberId).stream().map(t -> t.titleId()))
          .as(memberId)
          .containsExactlyInAnyOrderElementsOf(
              HoldOut.LAST.history(whole.tokens(memberId)).stream().map(t -> t.titleId()).toList());
    }
  }

  private static MemberHistories histories(Iterator<RecordedEvent> events) {
    MemberHistories.Builder builder = new MemberHistories.Builder(WindowPolicy.DEFAULT);
    while (events.hasNext()) {
      RecordedEvent event = events.next();
      if (event.record() instanceof PlaybackEvent playback) {
        builder.add(playback);
      } else if (event.record() instanceof FeedbackEvent feedback) {
        builder.add(feedback);
      } else {
        builder.add((DeviceEvent) event.record());
      }
    }
    return builder.build();
  }
}
