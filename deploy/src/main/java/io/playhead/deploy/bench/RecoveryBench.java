package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.JsonFile;
import io.playhead.deploy.Progress;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.PageReader;
import io.playhead.deploy.local.Releases;
import io.playhead.deploy.local.WorkFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playhead bench recovery}: how long nobody has a fresh list after a kill -9. */
@Command(
    name = "recovery",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Kills task managers of a cluster of processes, kill -9, with many members in state and"
            + " events going on: from the kill until members all over the subtasks have lists of"
            + " what they did right after it, and whether any list is lost.")
final class RecoveryBench implements Callable<Integer> {
  private static final int TITLES = 2_000;
  private static final long SPACING_MS = 1_000;
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @Mixin private BenchOptions options;

  @Mixin private LoadOptions load;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      paramLabel = "N",
      description = "Subtasks, each on a task manager of its own (${DEFAULT-VALUE}).")
  private int parallelism;

  @Option(
      names = "--task-managers",
      defaultValue = "2",
      paramLabel = "N",
      description = "More than --parallelism stand by (${DEFAULT-VALUE}).")
  private int taskManagers;

  @Option(
      names = "--heartbeat-ms",
      defaultValue = "500",
      paramLabel = "MS",
      description = "As of the cluster command (${DEFAULT-VALUE}).")
  private long heartbeatMs;

  @Override
  public Integer call() {
    load.requireMembers(Kills.PROBES);
    if (parallelism < 1 || heartbeatMs < 50) {
      throw CommandFailure.badInput("--parallelism must be at least 1, --heartbeat-ms 50");
    }
    if (taskManagers < parallelism) {
      throw CommandFailure.badInput(
          "--task-managers must be at least --parallelism: each has one slot");
    }
    long startNs = System.nanoTime();
    Path model = load.bundle();
    BenchModels.load(model).close(); // a wrong bundle is named before anything starts
    try (WorkFolder work = WorkFolder.temporary("playhead-bench");
        BenchCluster cluster =
            BenchCluster.start(work.path(), TITLES, taskManagers, parallelism, heartbeatMs)) {
      RecoveryFigures figures = measure(cluster, model, startNs);
      JsonFile.write(options.json, figures);
      figures.print(System.out);
    }
    return 0;
  }

  private RecoveryFigures measure(BenchCluster cluster, Path model, long startNs) {
    int rounds = options.rounds();
    long history = (long) load.members * load.tokens;
    MadeUpEvents events =
        new MadeUpEvents(
            options.seed,
            load.members,
            cluster.titleIds,
            System.currentTimeMillis() - 2 * history * SPACING_MS,
            SPACING_MS);
    Histories.give(
        cluster.writer,
        cluster.rest,
        events,
        load.members,
        load.tokens,
        () -> cluster.local.check());
    cluster.writer.send(Releases.of(model));
    cluster.writer.flush();
    Recovery[] recoveries = new Recovery[rounds];
    try (PageReader reader = new PageReader(cluster.local.bootstrap(), cluster.local.schemaIds());
        Progress progress = Progress.start("recovery", rounds, " kills", 1)) {
      awaitSettled(reader, history, "the histories' lists");
      SteadySender sender = new SteadySender(cluster.writer, events, load.rate);
      try (sender) {
        Kills kills = new Kills(cluster.cluster, reader, sender, history);
        for (int round = 0; round < rounds; round++) {
          recoveries[round] = kills.kill();
          progress.at(round + 1L);
        }
      }
      long sent = history + sender.sent();
      Await.until(LIMIT, () -> Kills.settled(reader) >= sent);
      return RecoveryFigures.of(
          options.seed,
          "%,d members with %d tokens, %,d events a second, %d subtasks on %d task managers"
              .formatted(load.members, load.tokens, load.rate, parallelism, taskManagers),
          load.members,
          cluster.cluster.rest().stateBytes(),
          recoveries,
          sent - Kills.settled(reader),
          (System.nanoTime() - startNs) / 1e9);
    }
  }

  private static void awaitSettled(PageReader reader, long count, String what) {
    if (!Await.until(LIMIT, () -> Kills.settled(reader) >= count)) {
      throw CommandFailure.other(
          "%s did not come within %d min".formatted(what, LIMIT.toMinutes()));
    }
  }
}
