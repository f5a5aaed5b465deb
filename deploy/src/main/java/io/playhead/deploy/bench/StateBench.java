package io.playhead.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.JsonFile;
import io.playhead.deploy.Progress;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.Home;
import io.playhead.deploy.local.JobOptions;
import io.playhead.deploy.local.PageReader;
import io.playhead.deploy.local.Releases;
import io.playhead.deploy.local.WorkFolder;
import io.playhead.inference.Model;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code playhead bench state}: what checkpoints and members weigh, and what the cache is worth.
 */
@Command(
    name = "state",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Members with a thousand tokens each, a few of them active at a time in sessions of twenty"
            + " events: bytes of checkpoint an event and of state a member, and how often a cache of"
            + " one and a half times the active set is hit.")
final class StateBench implements Callable<Integer> {
  private static final int EVENTS_EACH = 20;
  private static final double CACHE_OVER_ACTIVE = 1.5;
  private static final int TITLES = 2_000;
  private static final Duration HISTORY_LIMIT = Duration.ofMinutes(20);

  @Mixin private BenchOptions options;

  @Option(names = "--bundle", paramLabel = "DIR", description = "The model (deploy/demo-bundle).")
  private Path bundle;

  @Option(names = "--members", defaultValue = "1000", description = "Members (${DEFAULT-VALUE}).")
  private int members;

  @Option(
      names = "--tokens",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Tokens of each when sessions begin (${DEFAULT-VALUE}).")
  private int tokens;

  @Option(
      names = "--active",
      defaultValue = "100",
      paramLabel = "N",
      description = "Members active at a time (${DEFAULT-VALUE}).")
  private int active;

  @Option(
      names = "--rate",
      defaultValue = "800",
      paramLabel = "N",
      description = "Events a second (${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--seconds",
      defaultValue = "12",
      paramLabel = "S",
      description = "Of each part, after one to warm up (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--checkpoint-interval-ms",
      defaultValue = "2000",
      paramLabel = "MS",
      description = "(${DEFAULT-VALUE}).")
  private long checkpointIntervalMs;

  @Override
  public Integer call() {
    if (members < active || tokens < 1 || active < 1 || rate < 1 || seconds < 1) {
      throw CommandFailure.badInput(
          "--members must be at least --active; --tokens, --active, --rate and --seconds at least"
              + " 1");
    }
    long startNs = System.nanoTime();
    Path model = Home.ofThisProcess().bundle(bundle);
    int cacheMb = (int) Math.ceil(CACHE_OVER_ACTIVE * active * entryBytes(model) / (1 << 20));
    JobOptions jobOptions =
        JobOptions.DEFAULT.withCacheMb(cacheMb).withCheckpointIntervalMs(checkpointIntervalMs);
    try (WorkFolder work = WorkFolder.temporary("playhead-bench");
        BenchJob job = BenchJob.start(work.path(), TITLES, jobOptions)) {
      StateFigures figures = measure(job, model, startNs);
      JsonFile.write(options.json, figures);
      figures.print(System.out);
    }
    return 0;
  }

  /** Keys and values of a full window, and the history beside them. */
  private long entryBytes(Path folder) {
    try (Model model = BenchModels.load(folder)) {
      long entries = model.window().entriesMax();
      return entries * 2 * model.layers() * model.width() * Float.BYTES + 20L * tokens;
    }
  }

  private StateFigures measure(BenchJob job, Path model, long startNs) {
    long history = (long) members * tokens;
    long spacingMs = 60_000;
    long all = history + (long) (options.rounds() + 2) * seconds * rate;
    MadeUpEvents events =
        new MadeUpEvents(
            options.seed,
            members,
            job.titleIds,
            System.currentTimeMillis() - all * spacingMs,
            spacingMs);
    giveHistories(job, events, history);
    int rounds = options.rounds();
    double[] bytesPerEvent = new double[rounds];
    int checkpoints = 0;
    Sessions sessions = new Sessions(events, options.seed, members, active, EVENTS_EACH);
    try (PageReader reader = new PageReader(job.local.bootstrap(), job.local.schemaIds());
        Progress progress = Progress.start("state", rounds + 1L, " parts", 1)) {
      job.writer.send(Releases.of(model));
      job.writer.send(sessions.next());
      job.awaitList(reader);
      awaitTaken(job, history + 1); // and with it lists of all members, who are not cached
      Pace pace = new Pace(rate);
      Duration part = Duration.ofSeconds(seconds);
      long[] sentCount = {0};
      pace.run(part, sent -> send(job, sessions, sentCount), reader);
      awaitTaken(job, history + 1 + sentCount[0]);
      Uploads before = uploads(job);
      final CacheUse useBefore = cacheUse(job);
      long allSent = 0;
      for (int round = 0; round < rounds; round++) {
        sentCount[0] = 0;
        pace.run(part, sent -> send(job, sessions, sentCount), reader);
        Uploads after = uploads(job);
        bytesPerEvent[round] = (after.bytes() - before.bytes()) / sentCount[0];
        checkpoints += after.count() - before.count();
        before = after;
        allSent += sentCount[0];
        progress.at(round + 2L);
      }
      CacheUse use = cacheUse(job).since(useBefore);
      return new StateFigures(
          "state",
          Machine.ofThisProcess(),
          options.seed,
          "%,d members with %,d tokens, %d active at a time, %,d events a second, a checkpoint every"
                  .formatted(members, tokens, active, rate)
              + " %,d ms".formatted(checkpointIntervalMs),
          checkpoints,
          Spread.of(bytesPerEvent),
          before.stateBytes() / members,
          tokens,
          EVENTS_EACH,
          CACHE_OVER_ACTIVE,
          (use.hits() + use.misses()) / allSent,
          use.hits() / (use.hits() + use.misses()),
          use.missNs() / use.misses() / 1e6,
          (System.nanoTime() - startNs) / 1e9);
    }
  }

  private static void send(BenchJob job, Sessions sessions, long[] sentCount) {
    job.writer.send(sessions.next());
    sentCount[0]++;
  }

  /** Waits until the job has taken so many events in all and nobody waits for a list. */
  private static void awaitTaken(BenchJob job, long count) {
    boolean done =
        Await.until(
            HISTORY_LIMIT,
            () -> {
              job.local.check();
              job.rest.refresh();
              return job.rest.sum("window.events") >= count
                  && job.rest.known("window.waitingMembers") == 0;
            });
    if (!done) {
      throw CommandFailure.other(
          "the job did not take %,d events within %d minutes"
              .formatted(count, HISTORY_LIMIT.toMinutes()));
    }
  }

  /** Without a model: windows are filled, and nobody makes lists of them. */
  private static void giveHistories(BenchJob job, MadeUpEvents events, long count) {
    try (Progress progress = Progress.start("histories", count, " events", 1)) {
      for (long i = 0; i < count; i++) {
        job.writer.send(events.next());
        progress.at(i);
      }
      job.writer.flush();
    }
    awaitTaken(job, count);
  }

  /**
   * Lists made from cached keys and values, and the others.
   *
   * @param missNs processor time of encoding the windows of the others
   */
  private record CacheUse(double hits, double misses, double missNs) {
    CacheUse since(CacheUse before) {
      return new CacheUse(hits - before.hits, misses - before.misses, missNs - before.missNs);
    }
  }

  private static CacheUse cacheUse(BenchJob job) {
    job.rest.refresh();
    return new CacheUse(
        job.rest.known("list.cacheHits"),
        job.rest.known("list.cacheMisses"),
        job.rest.known("list.cacheMissCpuNs"));
  }

  /**
   * What the job has uploaded.
   *
   * @param count completed checkpoints
   * @param bytes that all of them uploaded
   * @param stateBytes all state in the last one
   */
  private record Uploads(int count, double bytes, double stateBytes) {}

  private static Uploads uploads(BenchJob job) {
    JsonNode checkpoints = job.rest.checkpoints();
    int count = checkpoints.path("counts").path("completed").asInt();
    double average = checkpoints.path("summary").path("checkpointed_size").path("avg").asDouble();
    return new Uploads(
        count,
        average * count,
        checkpoints.path("latest").path("completed").path("state_size").asDouble());
  }
}
