package io.playhead.deploy.recorder;

import java.nio.file.Path;
import java.time.Instant;

/**
 * What to record.
 *
 * @param bootstrap Kafka bootstrap servers
 * @param registryUrl schema registry with Confluent's API
 * @param from events from this moment on; null: from the oldest
 * @param to events before this moment; null: to the newest
 * @param out folder for the recording
 */
public record RecordOptions(
    String bootstrap, String registryUrl, Instant from, Instant to, Path out) {
  long fromMs() {
    return from == null ? Long.MIN_VALUE : from.toEpochMilli();
  }

  long toMs() {
    return to == null ? Long.MAX_VALUE : to.toEpochMilli();
  }
}
