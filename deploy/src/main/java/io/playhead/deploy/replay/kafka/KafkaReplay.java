package io.playhead.deploy.replay.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.ListsCsv;
import io.playhead.deploy.Progress;
import io.playhead.deploy.local.JobOptions;
import io.playhead.deploy.local.JobProcess;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.PageReader;
import io.playhead.deploy.local.RecordingFeed;
import io.playhead.deploy.local.Releases;
import io.playhead.deploy.local.StopOffsets;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.inference.BundleException;
import io.playhead.inference.BundleTrust;
import io.playhead.inference.ModelBundle;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import io.playhead.schemas.recording.RecordIterator;
import io.playhead.schemas.recording.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One replay: titles and release published, then the events fed while the job runs, to its end; the
 * pages come out in {@code lists.csv}. One thread.
 */
public final class KafkaReplay {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaReplayOptions options;
  private final long startNs = System.nanoTime();
  private long lastPageNs;

  /** Prepares a replay. */
  public KafkaReplay(KafkaReplayOptions options) {
    this.options = options;
  }

  /** Runs it; throws a {@link CommandFailure} where it cannot, never because something is lost. */
  public KafkaReplayFigures run() {
    ModelRelease release = Releases.of(options.bundle());
    try {
      ModelBundle.open(options.bundle(), BundleTrust.ANYONE);
    } catch (BundleException e) {
      throw CommandFailure.badInput(e.getMessage(), e);
    }
    Recording recording = Recording.open(options.recording());
    Path lists = options.out().resolve("lists.csv");
    try {
      Files.createDirectories(options.out());
      EventPlan plan = EventPlan.of(recording, options.holdOut(), partitions());
      if (plan.eventCount() == 0) {
        throw CommandFailure.badInput(options.recording() + " has no events to replay");
      }
      try (LocalMode local = LocalMode.start(options.work(), options.partitions());
          ListsCsv.Writer csv = new ListsCsv.Writer(lists)) {
        return run(local, recording, release, plan, csv);
      }
    } catch (IOException e) {
      throw CommandFailure.badInput(lists + " cannot be written: " + e.getMessage(), e);
    }
  }

  private KafkaReplayFigures run(
      LocalMode local,
      Recording recording,
      ModelRelease release,
      EventPlan plan,
      ListsCsv.Writer csv)
      throws IOException {
    SchemaIds schemaIds = local.schemaIds();
    try (TopicWriter writer = new TopicWriter(local.bootstrap(), schemaIds);
        PageReader reader = new PageReader(local.bootstrap(), schemaIds)) {
      publish(writer, recording, release);
      Path stopAt = local.folder().resolve("stop-at");
      StopOffsets.write(stopAt, plan.endOffsets(), options.partitions());
      Path jobResult = local.folder().resolve("job.json");
      JobOptions jobOptions =
          JobOptions.DEFAULT
              .withParallelism(options.parallelism())
              .withStopAt(stopAt)
              .withRules(options.rules())
              .withMore("--json", jobResult.toString());
      JobProcess job = local.startJob(jobOptions);
      reader.onRejected(
          record -> {
            if (record.getSourceTopic().equals(Topics.MODEL_RELEASES)) {
              throw CommandFailure.badInput(
                  "the job refused " + options.bundle() + ": " + record.getDetail());
            }
          });
      reader.onPage(
          page -> {
            lastPageNs = System.nanoTime();
            if (options.allRevisions()) {
              csv.write(page);
            }
          });
      long feedNs = feed(local, writer, reader, plan);
      awaitEnd(job, reader);
      if (!options.allRevisions()) {
        reader.membersWithPage().forEach(member -> csv.write(reader.page(member)));
      }
      return figures(reader, release, plan, feedNs, cacheHitShare(jobResult));
    }
  }

  private static void publish(TopicWriter writer, Recording recording, ModelRelease release) {
    try (RecordIterator<Title> titles = recording.titles()) {
      while (titles.hasNext()) {
        writer.send(titles.next());
      }
    }
    writer.send(release);
    writer.flush();
  }

  /** Returns when feeding began. */
  private long feed(LocalMode local, TopicWriter writer, PageReader reader, EventPlan plan) {
    RecordingFeed feed = new RecordingFeed(writer, reader, options.inFlightMax(), local::check);
    try (EventPlan.Events events = plan.events();
        Progress progress = Progress.start("replay", plan.eventCount(), " events", 1)) {
      // The first event waits until the job is up, else its start would count as latency.
      local.job().awaitRunning();
      long feedNs = System.nanoTime();
      feed.feed(events, progress::at);
      return feedNs;
    }
  }

  private static void awaitEnd(JobProcess job, PageReader reader) {
    while (job.isAlive()) {
      reader.poll(POLL);
    }
    job.check();
    reader.drain();
  }

  private KafkaReplayFigures figures(
      PageReader reader, ModelRelease release, EventPlan plan, long feedNs, double cacheHitShare) {
    long lost = plan.eventCount() - reader.rejectedEventCount() - reader.reflectedCount();
    if (lost != 0) {
      lost = new ExpectedRevisions(plan).lost(reader);
    }
    double feedSeconds = Math.max(lastPageNs - feedNs, 1) / 1e9;
    return new KafkaReplayFigures(
        plan.eventCount(),
        reader.tokenCount(),
        reader.pageCount(),
        plan.members().size(),
        reader.membersWithPage().size(),
        reader.rejectedEventCount(),
        reader.rejectedByReason(),
        lost,
        Math.round(plan.eventCount() / feedSeconds * 10) / 10.0,
        new KafkaReplayFigures.Percentiles(
            reader.eventToList().percentileMs(.5), reader.eventToList().percentileMs(.99)),
        Math.round((System.nanoTime() - startNs) / 1e6) / 1000.0,
        Math.round(feedSeconds * 1000) / 1000.0,
        cacheHitShare,
        options.parallelism(),
        options.partitions(),
        release.getModelId(),
        options.holdOut().toString());
  }

  private static double cacheHitShare(Path jobResult) throws IOException {
    JsonNode counts = new ObjectMapper().readTree(jobResult.toFile());
    long hits = counts.path("cacheHits").asLong();
    long rows = hits + counts.path("cacheMisses").asLong();
    return rows == 0 ? 0 : Math.round(1e4 * hits / rows) / 1e4;
  }

  private EventPlan.Partitions partitions() {
    int count = options.partitions();
    return new EventPlan.Partitions() {
      @Override
      public int count() {
        return count;
      }

      @Override
      public int of(String key) {
        return TopicWriter.partition(key, count);
      }
    };
  }
}
