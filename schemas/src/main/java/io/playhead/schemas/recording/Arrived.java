package io.playhead.schemas.recording;

import org.apache.avro.specific.SpecificRecord;

/**
 * A record of a recording and when it arrived.
 *
 * @param topic the topic that it belongs to
 * @param record an event, a title or a release
 * @param arrivedMs milliseconds since 1970-01-01 UTC, never less than that of the record before;
 *     {@link #FROM_THE_START}: it was there before the first event
 */
public record Arrived(String topic, SpecificRecord record, long arrivedMs) {
  /** Of the titles of a recording that does not say when they came. */
  public static final long FROM_THE_START = Long.MIN_VALUE;
}
