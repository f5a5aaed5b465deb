package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.JsonFile;
import io.playhead.deploy.Progress;
import io.playhead.deploy.local.JobOptions;
import io.playhead.deploy.local.PageReader;
import io.playhead.deploy.local.Releases;
import io.playhead.deploy.local.WorkFolder;
import io.playhead.schemas.ModelRelease;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code playhead bench swap}: releases under load, what is lost and for how long nothing comes.
 */
@Command(
    name = "swap",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Two models released by turns while events come at a steady rate: lists lost, and the"
            + " longest time without any list, with and without a release.")
final class SwapBench implements Callable<Integer> {
  private static final Duration QUIET = Duration.ofSeconds(20);

  @Mixin private BenchOptions options;

  @Option(names = "--members", defaultValue = "2000", description = "Members (${DEFAULT-VALUE}).")
  private int members;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Events a second (${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--titles",
      defaultValue = "10000",
      paramLabel = "N",
      description = "Titles, embedded anew by each model (${DEFAULT-VALUE}).")
  private int titles;

  @Option(
      names = "--seconds",
      defaultValue = "8",
      paramLabel = "S",
      description = "From one release to the next (${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() {
    if (members < 1 || rate < 1 || titles < 200 || seconds < 1) {
      throw CommandFailure.badInput(
          "--members, --rate and --seconds must be at least 1, --titles 200");
    }
    long startNs = System.nanoTime();
    try (WorkFolder work = WorkFolder.temporary("playhead-bench")) {
      BenchModels models = new BenchModels(work.path(), options.seed);
      List<ModelRelease> releases =
          List.of(
              Releases.of(models.trained("one", List.of())),
              Releases.of(models.trained("other", List.of("--learning-rate", ".002"))));
      try (BenchJob job =
          BenchJob.start(work.path().resolve("local"), titles, JobOptions.DEFAULT)) {
        SwapFigures figures = measure(job, releases, startNs);
        JsonFile.write(options.json, figures);
        figures.print(System.out);
      }
    }
    return 0;
  }

  private SwapFigures measure(BenchJob job, List<ModelRelease> releases, long startNs) {
    int swaps = options.rounds();
    double[] pauseMs = new double[swaps];
    double[] steadyMs = new double[swaps];
    double[] takeOverMs = new double[swaps];
    long sent = 0;
    long lost;
    ListGaps gaps = new ListGaps();
    MadeUpEvents events =
        new MadeUpEvents(
            options.seed, members, job.titleIds, System.currentTimeMillis() - 86_400_000L, 10);
    try (PageReader reader = new PageReader(job.local.bootstrap(), job.local.schemaIds());
        Progress progress = Progress.start("swap", swaps, " swaps", 1)) {
      reader.onPage(page -> gaps.model(page.getModelId())).onAppended(gaps::appended);
      release(job, releases.get(0));
      job.writer.send(events.next());
      job.awaitList(reader);
      sent++;
      for (int swap = -1; swap < swaps; swap++) { // the first one warms up
        sent += paced(job, events, reader);
        steadyMs[Math.max(swap, 0)] = gaps.longestMs();
        gaps.clear();
        ModelRelease next = releases.get(Math.floorMod(swap, 2));
        release(job, next);
        gaps.released(next.getModelId());
        sent += paced(job, events, reader);
        pauseMs[Math.max(swap, 0)] = gaps.longestMs();
        takeOverMs[Math.max(swap, 0)] = gaps.takeOverMs();
        gaps.clear();
        progress.at(swap + 1L);
      }
      lost = lost(reader, sent);
    }
    Spread pauses = Spread.of(pauseMs);
    return new SwapFigures(
        "swap",
        Machine.ofThisProcess(),
        options.seed,
        "%,d members with %,d events a second, %,d titles, a release every %d s"
            .formatted(members, rate, titles, 2 * seconds),
        swaps,
        lost,
        pauses,
        Spread.of(steadyMs),
        pauses.high(),
        Spread.of(takeOverMs),
        (System.nanoTime() - startNs) / 1e9);
  }

  private static void release(BenchJob job, ModelRelease release) {
    release.setEffectiveFromMs(System.currentTimeMillis());
    job.writer.send(release);
    job.writer.flush();
  }

  private long paced(BenchJob job, MadeUpEvents events, PageReader reader) {
    long[] sent = {0};
    new Pace(rate)
        .run(
            Duration.ofSeconds(seconds),
            before -> {
              job.writer.send(events.next());
              sent[0]++;
            },
            reader);
    job.local.check();
    return sent[0];
  }

  private static long lost(PageReader reader, long sent) {
    long endNs = System.nanoTime() + QUIET.toNanos();
    while (reader.reflectedCount() + reader.rejectedEventCount() < sent
        && System.nanoTime() < endNs) {
      reader.poll(Duration.ofMillis(100));
    }
    return sent - reader.reflectedCount() - reader.rejectedEventCount();
  }
}
