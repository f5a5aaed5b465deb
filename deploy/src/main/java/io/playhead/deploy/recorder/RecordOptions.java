package io.playhead.deploy.recorder;

import io.playhead.schemas.ClientSettings;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What to record.
 *
 * @param bootstrap Kafka bootstrap servers
 * @param registryUrl schema registry with Confluent's API
 * @param clients how both are reached, and as whom
 * @param from events that happened from this moment on; null: from the oldest
 * @param to events that happened before this moment; null: to the newest
 * @param latenessMs how long after {@code to} an event may have reached the broker to be looked
 *     for; null: as long as it took, so topics are read to their ends
 * @param out folder for the recording
 * @param resume whether to go on with an unfinished recording in that folder
 */
public record RecordOptions(
    String bootstrap,
    String registryUrl,
    ClientSettings clients,
    Instant from,
    Instant to,
    Long latenessMs,
    Path out,
    boolean resume) {

  /** A recording from its beginning, whenever its events arrived. */
  public RecordOptions(String bootstrap, String registryUrl, Instant from, Instant to, Path out) {
    this(bootstrap, registryUrl, ClientSettings.NONE, from, to, null, out, false);
  }

  long fromMs() {
    return from == null ? Long.MIN_VALUE : from.toEpochMilli();
  }

  long toMs() {
    return to == null ? Long.MAX_VALUE : to.toEpochMilli();
  }

  /** The range in the words of the command line; empty: everything. */
  String range() {
    StringBuilder words = new StringBuilder();
    if (from != null) {
      words.append(" --from ").append(from);
    }
    if (to != null) {
      words.append(" --to ").append(to);
    }
    if (latenessMs != null) {
      words.append(" --lateness-ms ").append(latenessMs);
    }
    return words.toString().strip();
  }
}
