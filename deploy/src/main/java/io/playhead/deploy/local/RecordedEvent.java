package io.playhead.deploy.local;

import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import org.apache.avro.specific.SpecificRecord;

/**
 * An event of a recording with what feeding it needs to know.
 *
 * @param topic where it goes
 * @param memberId the member, its key
 * @param titleId the title; null for a device event
 * @param eventTimeMs when it happened, milliseconds since 1970-01-01 UTC
 * @param record the event
 */
public record RecordedEvent(
    String topic, String memberId, String titleId, long eventTimeMs, SpecificRecord record) {
  /** Wraps a playback, device or feedback event. */
  public static RecordedEvent of(SpecificRecord record) {
    String topic = TopicWriter.topicOf(record);
    if (record instanceof PlaybackEvent e) {
      return new RecordedEvent(topic, e.getMemberId(), e.getTitleId(), e.getEventTimeMs(), e);
    } else if (record instanceof FeedbackEvent e) {
      return new RecordedEvent(topic, e.getMemberId(), e.getTitleId(), e.getEventTimeMs(), e);
    } else if (record instanceof DeviceEvent e) {
      return new RecordedEvent(topic, e.getMemberId(), null, e.getEventTimeMs(), e);
    }
    throw new IllegalArgumentException("not an event: " + record.getClass());
  }
}
