package io.playhead.deploy.local;

import io.playhead.inference.TinyBundle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Local mode with titles, a released tiny model and a running job. Test fixture. */
final class LiveRun implements AutoCloseable {
  static final int PARTITIONS = 3;

  final LocalMode local;
  final TopicWriter writer;
  final PageReader reader;
  final RecordingFeed feed;

  private LiveRun(LocalMode local, TopicWriter writer, PageReader reader) {
    this.local = local;
    this.writer = writer;
    this.reader = reader;
    this.feed = new RecordingFeed(writer, reader, 200, local::check);
  }

  /** Starts everything in {@code folder}; returns when the job runs. */
  static LiveRun start(Path folder) {
    return start(folder, PARTITIONS, JobOptions.DEFAULT);
  }

  /** The same with other partitions and another job. */
  static LiveRun start(Path folder, int partitions, JobOptions options) {
    LocalMode local = LocalMode.start(folder.resolve("work"), partitions);
    LiveRun run =
        new LiveRun(
            local,
            new TopicWriter(local.bootstrap(), local.schemaIds()),
            new PageReader(local.bootstrap(), local.schemaIds()));
    Path bundle = TinyBundle.DEFAULT.write(folder.resolve("bundle"), SmallRecording.TITLE_IDS);
    SmallRecording.TITLES.forEach(run.writer::send);
    run.writer.send(Releases.of(bundle));
    run.writer.flush();
    local.startJob(options.withCheckpointIntervalMs(2_000).withHeapMb(512)).awaitRunning();
    return run;
  }

  void feed(List<? extends SpecificRecord> events) {
    feed.feed(events.stream().map(RecordedEvent::of).iterator(), sent -> {});
  }

  /** Reads until all that was fed is in a page or rejected; false: not within {@code limit}. */
  boolean awaitSettled(Duration limit) {
    return Await.until(
        limit,
        () -> {
          reader.poll(Duration.ofMillis(100));
          return feed.inFlight() <= 0;
        });
  }

  @Override
  public void close() {
    reader.close();
    writer.close();
    local.close();
  }
}
