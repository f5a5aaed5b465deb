package io.playhead.schemas.recording;

import io.playhead.schemas.Arrival;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record of a recording and when it arrived.
 *
 * @param topic the topic that it belongs to
 * @param record an event, a title or a release; null: what has the key {@link #removedKey} was
 *     taken out
 * @param arrivedMs milliseconds since 1970-01-01 UTC, never less than that of the record before;
 *     {@link #FROM_THE_START}: it was there before the first event
 * @param arrival where on Kafka it stood; null where the recording does not say
 */
public record Arrived(String topic, SpecificRecord record, long arrivedMs, Arrival arrival) {
  /** Of the titles of a recording that does not say when they came. */
  public static final long FROM_THE_START = Long.MIN_VALUE;

  /** A record of a recording that does not say where on Kafka it stood. */
  public Arrived(String topic, SpecificRecord record, long arrivedMs) {
    this(topic, record, arrivedMs, null);
  }

  /** Whether a title, or the release of a lane, was taken out. */
  public boolean isRemoval() {
    return record == null;
  }

  /** The id of the title, or the key of the lane, that was taken out; null: none. */
  public String removedKey() {
    return arrival == null ? null : arrival.getRemovedKey();
  }
}
