package io.playhead.deploy.loop;

import io.playhead.deploy.Progress;
import io.playhead.deploy.evaluate.LoopGain;
import io.playhead.deploy.local.JobOptions;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.PageReader;
import io.playhead.deploy.local.RecordedEvent;
import io.playhead.deploy.local.RecordingFeed;
import io.playhead.deploy.local.Releases;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.deploy.recorder.RecordFigures;
import io.playhead.deploy.recorder.RecordOptions;
import io.playhead.deploy.recorder.TopicRecorder;
import io.playhead.deploy.simulator.Happening;
import io.playhead.deploy.simulator.SimulatedCatalogue;
import io.playhead.deploy.simulator.SimulatedTime;
import io.playhead.deploy.simulator.Simulation;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Title;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * One turn of the loop in local mode, every step by the part that does it in production: members
 * live under the old model, their topics are recorded, a new model is trained on from the old one,
 * is held against it on the last day, released, and members live on under it. One thread.
 */
public final class LoopRun {
  /** First day of the members' lives: where the demo's model stops to know anything. */
  static final int FROM_DAY = 53;

  private static final String LEARNED = "learned";
  private static final String HELD_AGAINST = "held-against";
  private static final int PARTITIONS = 4;
  private static final long IN_FLIGHT_MAX = 2_000;
  private static final Duration SETTLE = Duration.ofSeconds(60);

  private final LoopOptions options;
  private final Consumer<List<String>> trainer;
  private final SimulatedCatalogue catalogue =
      SimulatedCatalogue.of(SimulatedCatalogue.SEED, SimulatedCatalogue.TITLES);
  private final Simulation simulation;
  private final long startedNs = System.nanoTime();
  private Happening next;

  /**
   * Prepares a turn.
   *
   * @param trainer trains with these options and fails where it cannot
   */
  public LoopRun(LoopOptions options, Consumer<List<String>> trainer) {
    this.options = options;
    this.trainer = trainer;
    this.simulation =
        new Simulation(
            catalogue,
            options.members(),
            options.seed(),
            SimulatedTime.day(FROM_DAY),
            options.drift());
    this.next = simulation.next();
  }

  /** Runs it. */
  public LoopFigures run() {
    ModelRelease old = Releases.of(options.bundle());
    try (LocalMode local = LocalMode.start(options.work().resolve("local"), PARTITIONS)) {
      SchemaIds ids = local.schemaIds();
      try (TopicWriter writer = new TopicWriter(local.bootstrap(), ids);
          PageReader reader = new PageReader(local.bootstrap(), ids);
          PagesInTime pages = new PagesInTime(options, catalogue)) {
        for (Title title : catalogue.releasedBy(SimulatedTime.day(FROM_DAY))) {
          writer.send(title);
        }
        writer.send(old);
        writer.flush();
        local.startJob(JobOptions.DEFAULT).awaitRunning();
        RecordingFeed feed = new RecordingFeed(writer, reader, IN_FLIGHT_MAX, local::check);
        return turn(local, old, writer, reader, feed, pages);
      }
    }
  }

  private LoopFigures turn(
      LocalMode local,
      ModelRelease old,
      TopicWriter writer,
      PageReader reader,
      RecordingFeed feed,
      PagesInTime pages) {
    int lastDay = FROM_DAY + options.days();
    live("before", FROM_DAY, lastDay, writer, feed, pages::past);
    long recordingNs = System.nanoTime();
    RecordFigures recorded = record(local, lastDay - 1, LEARNED);
    record(local, lastDay, HELD_AGAINST);
    NextModel nextModel =
        NextModel.train(
            trainer,
            options,
            options.work().resolve(LEARNED),
            options.work().resolve(HELD_AGAINST),
            Instant.ofEpochMilli(SimulatedTime.day(lastDay - 1)));
    release(local, nextModel.bundle());
    double secondsToRelease = seconds(recordingNs);
    pages.awaitModel(nextModel.modelId(), reader, () -> live(writer, feed, pages::past), SETTLE);

    live(
        "after",
        lastDay,
        lastDay + options.daysAfter(),
        writer,
        feed,
        event -> pages.ask(event, local::check));
    LoopGain gain = pages.gain(options.seed());
    return new LoopFigures(
        new LoopFigures.Loop(
            old.getModelId(),
            nextModel.modelId(),
            recorded,
            nextModel.oldNdcg10(),
            nextModel.newNdcg10(),
            gain.plays(),
            gain.oracleNdcg10(),
            gain.withoutNdcg10(),
            gain.withNdcg10(),
            gain.gain(),
            gain.gainInterval(),
            secondsToRelease,
            seconds(startedNs)));
  }

  private interface BeforeSending {
    void accept(RecordedEvent event);
  }

  private void live(
      String task,
      int fromDay,
      int toDay,
      TopicWriter writer,
      RecordingFeed feed,
      BeforeSending before) {
    try (Progress progress = Progress.start(task, toDay - fromDay, " days", 1)) {
      while (next.timeMs() < SimulatedTime.day(toDay)) {
        progress.at(
            Math.max(0, (next.timeMs() - SimulatedTime.day(fromDay)) / SimulatedTime.DAY_MS));
        live(writer, feed, before);
      }
    }
    writer.flush();
  }

  /** One happening. */
  private void live(TopicWriter writer, RecordingFeed feed, BeforeSending before) {
    if (next.record() instanceof Title title) {
      writer.send(title);
    } else {
      RecordedEvent event = RecordedEvent.of(next.record());
      before.accept(event);
      feed.send(event);
    }
    next = simulation.next();
  }

  private RecordFigures record(LocalMode local, int toDay, String folder) {
    return new TopicRecorder(
            new RecordOptions(
                local.bootstrap(),
                local.registryUrl(),
                Instant.ofEpochMilli(SimulatedTime.day(FROM_DAY)),
                Instant.ofEpochMilli(SimulatedTime.day(toDay)),
                options.work().resolve(folder)))
        .run();
  }

  private static void release(LocalMode local, Path bundle) {
    ModelRelease release = Releases.of(bundle);
    release.setEffectiveFromMs(System.currentTimeMillis());
    try (TopicWriter writer = new TopicWriter(local.bootstrap(), local.schemaIds())) {
      writer.send(release);
      writer.flush();
    }
  }

  private static double seconds(long sinceNs) {
    return (System.nanoTime() - sinceNs) / 1e9;
  }
}
