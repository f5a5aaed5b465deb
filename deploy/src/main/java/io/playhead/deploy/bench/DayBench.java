package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.JsonFile;
import io.playhead.deploy.local.Home;
import io.playhead.deploy.local.JobOptions;
import io.playhead.deploy.local.Ports;
import io.playhead.deploy.local.WorkFolder;
import io.playhead.window.WindowPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code playhead bench day}: what a day's events leave behind in the job. */
@Command(
    name = "day",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "A day's events as fast as the job takes them, members' windows full before it begins:"
            + " memory, threads, open files and state at 10, 50 and 100 % of it. One round.")
final class DayBench implements Callable<Integer> {
  private static final int MEMBERS_MIN = 10;
  private static final int EVENTS_MIN = 1_000;
  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  @Spec private CommandSpec spec;

  @Mixin private BenchOptions options;

  @Option(names = "--bundle", paramLabel = "DIR", description = "The model (deploy/demo-bundle).")
  private Path bundle;

  @Option(names = "--members", defaultValue = "500", description = "Members (${DEFAULT-VALUE}).")
  private int members;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      description = "Of each before the day begins (as many as a window keeps).")
  private int tokens = WindowPolicy.DEFAULT.tokensRetained();

  @Option(
      names = "--events",
      defaultValue = "5000000",
      paramLabel = "N",
      description = "Of the day, evenly spread over it (${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--cache-mb",
      defaultValue = "400",
      paramLabel = "N",
      description = "Memory for keys and values, MiB (${DEFAULT-VALUE}).")
  private int cacheMb;

  @Override
  public Integer call() {
    check();
    Path model = Home.ofThisProcess().bundle(bundle);
    BenchModels.load(model).close(); // a wrong bundle is named before anything starts
    long spacingMs = (DAY_MS + events - 1) / events; // upwards: a day at least
    DayRun.Load load =
        new DayRun.Load(model, members, tokens, events, spacingMs, cacheMb, options.seed);
    if (load.fromMs(System.currentTimeMillis()) < 0) {
      throw CommandFailure.badInput(
          "histories of %,d members with %,d tokens, one in %,d ms, would begin before 1970: give fewer"
                  .formatted(members, tokens, spacingMs)
              + " --members or --tokens, or more --events");
    }
    JobOptions jobOptions =
        JobOptions.DEFAULT
            .withCacheMb(cacheMb)
            // RocksDB tells what lives in it where somebody may ask for metrics.
            .withMore("--metrics-port", Integer.toString(Ports.free()));
    try (WorkFolder work = WorkFolder.temporary("playhead-bench");
        BenchJob job = BenchJob.start(work.path(), DayRun.TITLES, jobOptions)) {
      DayFigures figures = new DayRun(load, job).run();
      JsonFile.write(options.json, figures);
      figures.print(System.out);
    }
    return 0;
  }

  private void check() {
    if (spec.commandLine().getParseResult().hasMatchedOption("--rounds")) {
      throw CommandFailure.badInput("bench day is one round: leave --rounds out");
    }
    if (members < MEMBERS_MIN) {
      throw CommandFailure.badInput(
          "--members=" + members + " must be at least " + MEMBERS_MIN + ": a tenth comes rarely");
    }
    if (tokens < 1) {
      throw CommandFailure.badInput("--tokens=" + tokens + " must be at least 1");
    }
    if (events < EVENTS_MIN || events > DAY_MS) {
      throw CommandFailure.badInput(
          "--events=%d must be between %d and %d, one in a millisecond"
              .formatted(events, EVENTS_MIN, DAY_MS));
    }
    if (cacheMb < 1) {
      throw CommandFailure.badInput("--cache-mb=" + cacheMb + " must be at least 1");
    }
  }
}
