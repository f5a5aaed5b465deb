package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.JobOptions;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.PageReader;
import io.playhead.deploy.local.Ports;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.deploy.simulator.SimulatedCatalogue;
import io.playhead.schemas.Title;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Local mode with a catalogue and a running job, which has no model until one is released. One
 * thread.
 */
final class BenchJob implements AutoCloseable {
  static final int PARTITIONS = 4;

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  final LocalMode local;
  final TopicWriter writer;
  final JobRest rest;
  final List<String> titleIds;

  private BenchJob(LocalMode local, TopicWriter writer, JobRest rest, List<String> titleIds) {
    this.local = local;
    this.writer = writer;
    this.rest = rest;
    this.titleIds = titleIds;
  }

  /**
   * Starts everything; returns when the job runs.
   *
   * @param work folder for data and logs
   * @param titleCount titles of the catalogue
   */
  static BenchJob start(Path work, int titleCount, JobOptions options) {
    List<Title> titles =
        SimulatedCatalogue.of(SimulatedCatalogue.SEED, titleCount).releasedBy(Long.MAX_VALUE);
    int restPort = Ports.free();
    LocalMode local = LocalMode.start(work, PARTITIONS);
    try {
      TopicWriter writer = new TopicWriter(local.bootstrap(), local.schemaIds());
      titles.forEach(writer::send);
      writer.flush();
      local.startJob(options.withMore("--rest-port", Integer.toString(restPort))).awaitRunning();
      return new BenchJob(
          local, writer, new JobRest(restPort), titles.stream().map(Title::getTitleId).toList());
    } catch (RuntimeException e) {
      local.close();
      throw e;
    }
  }

  /** Waits for the first list, which says that the model serves. */
  void awaitList(PageReader reader) {
    boolean served =
        Await.until(
            START_LIMIT,
            () -> {
              local.check();
              reader.poll(Duration.ofMillis(100));
              return reader.pageCount() > 0;
            });
    if (!served) {
      throw CommandFailure.other("the job made no list within " + START_LIMIT.toSeconds() + " s");
    }
  }

  @Override
  public void close() {
    writer.close();
    local.close();
  }
}
