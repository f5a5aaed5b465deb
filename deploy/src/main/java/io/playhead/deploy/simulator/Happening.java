package io.playhead.deploy.simulator;

import org.apache.avro.specific.SpecificRecord;

/**
 * One record of a simulation, in order of time.
 *
 * @param timeMs when it happened, milliseconds since 1970-01-01 UTC
 * @param memberId whose event it is; null: a title came out
 * @param record PlaybackEvent, DeviceEvent, FeedbackEvent or Title
 * @param choice what a play was chosen from; null: not a play
 */
public record Happening(long timeMs, String memberId, SpecificRecord record, Choice choice) {}
