package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.JsonFile;
import io.playhead.deploy.Progress;
import io.playhead.deploy.local.Home;
import io.playhead.deploy.local.JobOptions;
import io.playhead.deploy.local.PageReader;
import io.playhead.deploy.local.Releases;
import io.playhead.deploy.local.WorkFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playhead bench skew}: what the others feel of a member who never stops. */
@Command(
    name = "skew",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Event to list of many members at a steady rate, by turns without and with one member who"
            + " sends 1,000 events a second.")
final class SkewBench implements Callable<Integer> {
  private static final String BUSY = "busy-member";

  @Mixin private BenchOptions options;

  @Option(names = "--bundle", paramLabel = "DIR", description = "The model (deploy/demo-bundle).")
  private Path bundle;

  @Option(names = "--members", defaultValue = "2000", description = "Others (${DEFAULT-VALUE}).")
  private int members;

  @Option(
      names = "--rate",
      defaultValue = "500",
      paramLabel = "N",
      description = "Events a second of all others together (${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--busy-rate",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Events a second of the one (${DEFAULT-VALUE}).")
  private int busyRate;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      paramLabel = "S",
      description = "Of each turn (${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() {
    if (members < 1 || rate < 1 || busyRate < 1 || seconds < 1) {
      throw CommandFailure.badInput(
          "--members, --rate, --busy-rate and --seconds must be at least 1");
    }
    long startNs = System.nanoTime();
    Path model = Home.ofThisProcess().bundle(bundle);
    try (WorkFolder work = WorkFolder.temporary("playhead-bench");
        BenchJob job = BenchJob.start(work.path(), 2_000, JobOptions.DEFAULT)) {
      SkewFigures figures = measure(job, model, startNs);
      JsonFile.write(options.json, figures);
      figures.print(System.out);
    }
    return 0;
  }

  /** Whether event {@code sent} of {@code all} a second is one of the others', evenly spread. */
  private boolean isOthers(long sent, int all) {
    return (sent + 1) * rate / all > sent * rate / all;
  }

  private SkewFigures measure(BenchJob job, Path model, long startNs) {
    int rounds = options.rounds();
    double[][] p50 = new double[2][rounds];
    double[][] p99 = new double[2][rounds];
    long[] busyLists = {0};
    long busyEvents = 0;
    MadeUpEvents events =
        new MadeUpEvents(
            options.seed, members, job.titleIds, System.currentTimeMillis() - 86_400_000L, 20);
    job.writer.send(Releases.of(model));
    job.writer.send(events.next());
    try (PageReader reader = new PageReader(job.local.bootstrap(), job.local.schemaIds());
        Progress progress = Progress.start("skew", 2L * rounds + 2, " turns", 1)) {
      reader.timeOnly(memberId -> !memberId.equals(BUSY));
      reader.onPage(page -> busyLists[0] += page.getMemberId().equals(BUSY) ? 1 : 0);
      job.awaitList(reader);
      Duration turn = Duration.ofSeconds(seconds);
      for (int i = -2; i < 2 * rounds; i++) { // one turn of each warms up
        boolean busy = i % 2 != 0;
        reader.clearLatencies();
        int all = rate + (busy ? busyRate : 0);
        new Pace(all)
            .run(
                turn,
                sent -> job.writer.send(isOthers(sent, all) ? events.next() : events.of(BUSY)),
                reader);
        busyEvents += busy ? (long) busyRate * seconds : 0;
        if (i >= 0) {
          p50[busy ? 1 : 0][i / 2] = reader.eventToList().percentileMs(.5);
          p99[busy ? 1 : 0][i / 2] = reader.eventToList().percentileMs(.99);
        }
        progress.at(i + 3L);
      }
    }
    return new SkewFigures(
        "skew",
        Machine.ofThisProcess(),
        options.seed,
        "%,d members with %,d events a second, turns of %d s; the busy one has %,d"
            .formatted(members, rate, seconds, busyRate),
        Spread.of(p50[0]),
        Spread.of(p99[0]),
        Spread.of(p50[1]),
        Spread.of(p99[1]),
        Spread.ofRatios(p99[1], p99[0]),
        (double) busyEvents / Math.max(1, busyLists[0]),
        (System.nanoTime() - startNs) / 1e9);
  }
}
