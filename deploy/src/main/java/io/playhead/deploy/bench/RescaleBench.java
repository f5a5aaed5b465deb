package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.JsonFile;
import io.playhead.deploy.Progress;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.JobOptions;
import io.playhead.deploy.local.JobProcess;
import io.playhead.deploy.local.PageReader;
import io.playhead.deploy.local.Releases;
import io.playhead.deploy.local.WorkFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playhead bench rescale}: how long lists stand still for another parallelism. */
@Command(
    name = "rescale",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Stops a job with many members in state and starts it with two subtasks instead of one, and"
            + " back, while events go on: from the stop command to the first list of the new job,"
            + " and whether any is lost.")
final class RescaleBench implements Callable<Integer> {
  private static final int TITLES = 2_000;
  private static final long SPACING_MS = 1_000;
  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final Duration STEADY = Duration.ofSeconds(8);

  @Mixin private BenchOptions options;

  @Mixin private LoadOptions load;

  @Option(
      names = "--savepoint",
      description = "Stop with a canonical savepoint instead of leaving the last checkpoint.")
  private boolean savepoint;

  @Override
  public Integer call() {
    load.requireMembers(1);
    long startNs = System.nanoTime();
    Path model = load.bundle();
    BenchModels.load(model).close(); // a wrong bundle is named before anything starts
    JobOptions one = JobOptions.DEFAULT.withParallelism(1);
    JobOptions jobOptions = savepoint ? one.withMore("--savepoint-on-stop") : one;
    try (WorkFolder work = WorkFolder.temporary("playhead-bench");
        BenchJob job = BenchJob.start(work.path(), TITLES, jobOptions)) {
      RescaleFigures figures = measure(job, model, jobOptions, startNs);
      JsonFile.write(options.json, figures);
      figures.print(System.out);
    }
    return 0;
  }

  private RescaleFigures measure(BenchJob job, Path model, JobOptions jobOptions, long startNs) {
    int rounds = options.rounds();
    long history = (long) load.members * load.tokens;
    MadeUpEvents events =
        new MadeUpEvents(
            options.seed,
            load.members,
            job.titleIds,
            System.currentTimeMillis() - 2 * history * SPACING_MS,
            SPACING_MS);
    Histories.give(job.writer, job.rest, events, load.members, load.tokens, job.local::check);
    job.writer.send(Releases.of(model));
    job.writer.flush();
    double stateBytes =
        job.rest.checkpoints().path("latest").path("completed").path("state_size").asDouble();
    double[] up = new double[rounds];
    double[] stop = new double[rounds];
    double[] back = new double[rounds];
    double[] caughtUp = new double[rounds];
    try (PageReader reader = new PageReader(job.local.bootstrap(), job.local.schemaIds());
        Progress progress = Progress.start("rescale", 2L * rounds, " changes", 1)) {
      await(job, reader, history, "the histories' lists");
      SteadySender sender = new SteadySender(job.writer, events, load.rate);
      try (sender) {
        for (int round = 0; round < rounds; round++) {
          Change toTwo = change(job, reader, jobOptions.withParallelism(2), history, sender);
          up[round] = toTwo.firstListSeconds();
          stop[round] = toTwo.stoppedSeconds();
          caughtUp[round] = toTwo.caughtUpSeconds();
          progress.at(2L * round + 1);
          back[round] = change(job, reader, jobOptions, history, sender).firstListSeconds();
          progress.at(2L * round + 2);
        }
      }
      long sent = history + sender.sent();
      Await.until(Duration.ofSeconds(30), () -> settled(job, reader) >= sent);
      return new RescaleFigures(
          "rescale",
          Machine.ofThisProcess(),
          options.seed,
          "%,d members with %d tokens, %,d events a second all the while, stopped with a %s"
              .formatted(
                  load.members,
                  load.tokens,
                  load.rate,
                  savepoint ? "savepoint" : "checkpoint behind"),
          load.members,
          stateBytes,
          Spread.of(up),
          Spread.of(stop),
          Spread.of(back),
          Spread.of(caughtUp),
          sent - settled(job, reader),
          (System.nanoTime() - startNs) / 1e9);
    }
  }

  /** Seconds since the stop command. */
  private record Change(double stoppedSeconds, double firstListSeconds, double caughtUpSeconds) {}

  private static Change change(
      BenchJob job, PageReader reader, JobOptions next, long history, SteadySender sender) {
    reader.onAppended(atMs -> {});
    Await.until(STEADY, () -> settled(job, reader) < 0); // lists are read as they come
    long stopMs = System.currentTimeMillis();
    stop(job.local.job());
    long startedMs = System.currentTimeMillis();
    long[] firstMs = {Long.MAX_VALUE};
    reader.onAppended(
        atMs -> {
          if (atMs >= startedMs) {
            firstMs[0] = Math.min(firstMs[0], atMs);
          }
        });
    job.local.startJob(next).awaitRunning();
    if (!Await.until(LIMIT, () -> settled(job, reader) > 0 && firstMs[0] != Long.MAX_VALUE)) {
      throw CommandFailure.other("the job made no list after it was started again");
    }
    long pausedSent = sender.sent();
    await(job, reader, history + pausedSent, "the lists of the pause");
    long caughtUpMs = System.currentTimeMillis();
    return new Change(
        (startedMs - stopMs) / 1e3, (firstMs[0] - stopMs) / 1e3, (caughtUpMs - stopMs) / 1e3);
  }

  private static void stop(JobProcess job) {
    job.terminate();
    try {
      Integer exitCode = job.awaitExit(LIMIT);
      if (exitCode == null || exitCode != 0) {
        throw CommandFailure.other("the job did not stop as it should: " + job.output());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("interrupted while the job stopped", e);
    }
  }

  private static void await(BenchJob job, PageReader reader, long count, String what) {
    if (!Await.until(LIMIT, () -> settled(job, reader) >= count)) {
      throw CommandFailure.other(
          "%s did not come within %d min".formatted(what, LIMIT.toMinutes()));
    }
  }

  /** Events that are in a list or were rejected, after reading what has come. */
  private static long settled(BenchJob job, PageReader reader) {
    reader.poll(Duration.ofMillis(20));
    job.local.check();
    return reader.reflectedCount() + reader.rejectedEventCount();
  }
}
