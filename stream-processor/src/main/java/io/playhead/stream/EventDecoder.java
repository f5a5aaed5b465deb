package io.playhead.stream;

import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.Erasure;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.RecordDecoder;
import io.playhead.schemas.RejectReason;
import io.playhead.schemas.RejectedRecordException;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Topics;
import io.playhead.window.MemberEvent;
import io.playhead.window.MemberEvents;
import io.playhead.window.RejectedEventException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * From a record of one of the members' topics to a validated event, or the reason why not. One per
 * subtask, used on its thread; its readers keep buffers.
 */
final class EventDecoder {
  private final RecordDecoder<PlaybackEvent> playback;
  private final RecordDecoder<DeviceEvent> device;
  private final RecordDecoder<FeedbackEvent> feedback;
  private final RecordDecoder<Erasure> erasure;

  EventDecoder(SchemaIds ids) {
    playback = new RecordDecoder<>(PlaybackEvent.class, ids);
    device = new RecordDecoder<>(DeviceEvent.class, ids);
    feedback = new RecordDecoder<>(FeedbackEvent.class, ids);
    erasure = new RecordDecoder<>(Erasure.class, ids);
  }

  MemberEvent decode(RawRecord raw, long nowMs)
      throws RejectedRecordException, RejectedEventException {
    MemberEvent event =
        switch (raw.topic()) {
          case Topics.PLAYBACK_EVENTS -> MemberEvents.from(playback.decode(raw.value()), nowMs);
          case Topics.DEVICE_EVENTS -> MemberEvents.from(device.decode(raw.value()), nowMs);
          case Topics.FEEDBACK_EVENTS -> MemberEvents.from(feedback.decode(raw.value()), nowMs);
          case Topics.ERASURES -> MemberEvents.from(erasure.decode(raw.value()), nowMs);
          default ->
              throw new IllegalStateException(
                  "The member source read topic " + raw.topic() + ", which is none of its topics");
        };
    requireKey(raw.key(), event.memberId());
    return event;
  }

  /** The key decides the partition, and so the order: a record under another key is refused. */
  static void requireKey(byte[] key, String id) throws RejectedRecordException {
    if (key == null || !Arrays.equals(key, id.getBytes(StandardCharsets.UTF_8))) {
      throw new RejectedRecordException(
          RejectReason.KEY_MISMATCH, "The record's key is not the id in its value");
    }
  }
}
