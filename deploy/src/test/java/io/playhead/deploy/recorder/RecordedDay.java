package io.playhead.deploy.recorder;

import static io.playhead.deploy.recorder.RecordedDay.AHEAD;
import static io.playhead.deploy.recorder.RecordedDay.EVENTS;
import static io.playhead.deploy.recorder.RecordedDay.FORGOTTEN;
import static io.playhead.deploy.recorder.RecordedDay.HOUR_MS;
import static io.playhead.deploy.recorder.RecordedDay.START_MS;

import io.playhead.deploy.local.LocalMode;
import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.Erasure;
import java.nio.file.Path;
import java.time.Instant;

/** A broker, and a day of events on its topics; what is recorded of them. Fixture. */
final class RecordedDay implements AutoCloseable {
  static final int EVENTS = 1_500;
  static final long HOUR_MS = 3_600_000L;
  // Recent, as compaction may take what is older than twelve hours.
  static final long START_MS = System.currentTimeMillis() - 4 * HOUR_MS;
  static final Instant START = Instant.ofEpochMilli(START_MS);

  /** Of a member who asked to be forgotten an hour after the start. */
  static final String FORGOTTEN = "member-3";

  /** Of a member whose event of the start was appended twenty hours before. */
  static final String AHEAD = "ahead";

  private static final long OLD_MS = START_MS - 72 * HOUR_MS;

  final LocalMode local;
  final TimedTopics topics;

  private RecordedDay(LocalMode local) {
    this.local = local;
    this.topics = new TimedTopics(local);
  }

  static RecordedDay start(Path folder, long seed) {
    RecordedDay day = new RecordedDay(LocalMode.start(folder, TimedTopics.PARTITIONS));
    day.fill(seed);
    return day;
  }

  private void fill(long seed) {
    for (int i = 0; i < 30; i++) {
      String old = "old-" + i;
      topics.send(old, TimedTopics.playback(old, "t1", OLD_MS), OLD_MS, OLD_MS);
    }
    topics.send(
        AHEAD,
        TimedTopics.playback(AHEAD, "t1", START_MS + 1),
        START_MS - 20 * HOUR_MS,
        START_MS + 1);
    topics.fill(seed, START_MS, EVENTS);
    topics.send(
        FORGOTTEN,
        Erasure.newBuilder().setMemberId(FORGOTTEN).setRequestedAtMs(START_MS + HOUR_MS).build(),
        START_MS + 3 * HOUR_MS,
        0);
    topics.flush();
  }

  RecordOptions options(Path out, Instant from, Instant to, Long latenessMs, boolean resume) {
    return new RecordOptions(
        local.bootstrap(),
        local.registryUrl(),
        ClientSettings.NONE,
        from,
        to,
        latenessMs,
        out,
        resume);
  }

  @Override
  public void close() {
    topics.close();
    local.close();
  }
}
