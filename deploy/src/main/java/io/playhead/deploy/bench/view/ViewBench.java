package io.playhead.deploy.bench.view;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.JsonFile;
import io.playhead.deploy.Progress;
import io.playhead.deploy.bench.BenchOptions;
import io.playhead.deploy.bench.Machine;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.deploy.local.ViewProcess;
import io.playhead.deploy.local.WorkFolder;
import io.playhead.schemas.Topics;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playhead bench view}: what lookups, streams and restarts of the view cost. */
@Command(
    name = "view",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Lookups a second on one core beside bare handlers, pushes to a thousand streams, restarts,"
            + " and lookups while one of two instances is killed.")
public final class ViewBench implements Callable<Integer> {
  private static final int PARTITIONS = 4;
  private static final Duration READ_LIMIT = Duration.ofSeconds(300);

  @Mixin private BenchOptions options;

  @Option(
      names = "--members",
      defaultValue = "100000",
      description = "Members with a page (${DEFAULT-VALUE}).")
  private int members;

  @Override
  public Integer call() {
    if (members < Pushes.SUBSCRIBERS) {
      throw CommandFailure.badInput("--members must be at least " + Pushes.SUBSCRIBERS);
    }
    if (Runtime.getRuntime().availableProcessors() < 2) {
      throw CommandFailure.badInput("bench view needs two cores: one to answer, one to ask");
    }
    long startNs = System.nanoTime();
    int rounds = options.rounds();
    try (WorkFolder work = WorkFolder.temporary("playhead-bench");
        LocalMode local = LocalMode.start(work.path(), PARTITIONS);
        TopicWriter writer = new TopicWriter(local.bootstrap(), local.schemaIds());
        Progress progress = Progress.start("view", rounds + 3L, " parts", 1)) {
      ViewFigures figures = measure(local, writer, rounds, progress, startNs);
      JsonFile.write(options.json, figures);
      figures.print(System.out);
    }
    return 0;
  }

  private ViewFigures measure(
      LocalMode local, TopicWriter writer, int rounds, Progress progress, long startNs) {
    Machine machine = Machine.ofThisProcess(); // before it is kept on one core
    int schemaId = local.schemaIds().idOf(Topics.RECOMMENDATIONS);
    MadeUpPages pages = new MadeUpPages(writer, schemaId, options.seed);
    for (int member = 0; member < members; member++) {
      pages.send(member, 1);
    }
    writer.flush();
    ViewProcess view = local.startView("view", "--standbys", "0", "--local");
    view.awaitReady();
    ViewMetrics metrics = new ViewMetrics(view);
    if (!Await.until(READ_LIMIT, () -> metrics.pagesKept() >= members)) {
      throw CommandFailure.other(
          "the view has read %.0f of %d pages".formatted(metrics.pagesKept(), members));
    }
    Lookups lookups = Lookups.measure(local, view, members, rounds, options.seed, progress);
    Pushes pushes = Pushes.measure(view, pages, writer, metrics);
    progress.at(rounds + 2L);
    Restarts restarts = Restarts.measure(local, view, members, options.seed);
    progress.at(rounds + 3L);
    return new ViewFigures(
        "view",
        machine,
        options.seed,
        "%,d members with a page of sixty titles; lookups in %d rounds".formatted(members, rounds),
        lookups.viewPerSecond(),
        lookups.javalinPerSecond(),
        lookups.jettyPerSecond(),
        lookups.overJavalin(),
        lookups.overJetty(),
        lookups.pace(),
        lookups.latencies().p50Ms(),
        lookups.latencies().p99Ms(),
        lookups.jettyLatencies().p99Ms(),
        Pushes.SUBSCRIBERS,
        pushes.latenciesMs().getValueAtPercentile(50),
        pushes.latenciesMs().getValueAtPercentile(99),
        pushes.before().heapMb(),
        pushes.after().heapMb(),
        pushes.before().residentMb(),
        pushes.after().residentMb(),
        restarts.coldSeconds(),
        restarts.warmSeconds(),
        restarts.standbySeconds(),
        (double) restarts.answered() / restarts.lookups(),
        restarts.lookups(),
        (double) restarts.stale() / restarts.answered(),
        restarts.notAnswered(),
        (System.nanoTime() - startNs) / 1e9);
  }
}
