package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.JsonFile;
import io.playhead.deploy.local.Home;
import io.playhead.deploy.local.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playhead bench pipeline}: the whole path against its sessions alone, and against none. */
@Command(
    name = "pipeline",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Lists a second through Kafka, Flink and RocksDB and back, beside what the ONNX sessions"
            + " alone do and what a job costs that only copies the events; and event to list at"
            + " half of the highest rate.")
final class PipelineBench implements Callable<Integer> {
  @Mixin private BenchOptions options;

  @Option(names = "--bundle", paramLabel = "DIR", description = "The model (deploy/demo-bundle).")
  private Path bundle;

  @Option(names = "--members", defaultValue = "2000", description = "Members (${DEFAULT-VALUE}).")
  private int members;

  @Option(
      names = "--tokens",
      defaultValue = "220",
      paramLabel = "N",
      description = "Tokens that each has on average before the first list (${DEFAULT-VALUE}).")
  private int tokens;

  @Option(
      names = "--warm-events",
      defaultValue = "800000",
      paramLabel = "N",
      description = "Events to warm up with (${DEFAULT-VALUE}).")
  private int warmEvents;

  // A part of some ten seconds: a checkpoint comes every five, and the bench asks the job at both
  // ends.
  @Option(
      names = "--events",
      defaultValue = "450000",
      paramLabel = "N",
      description = "Events to measure over (${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--titles",
      defaultValue = "10000",
      paramLabel = "N",
      description = "Titles (${DEFAULT-VALUE}).")
  private int titles;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Subtasks of the job; default: the machine's cores.")
  private int parallelism = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--paced-seconds",
      defaultValue = "20",
      paramLabel = "S",
      description = "Seconds at half of the highest rate (${DEFAULT-VALUE}).")
  private int pacedSeconds;

  @Override
  public Integer call() throws IOException {
    if (members < 100
        || tokens < 1
        || warmEvents < members
        || events < 1_000
        || titles < 200
        || parallelism < 1) {
      throw CommandFailure.badInput(
          "--members must be at least 100, --tokens 1, --warm-events --members, --events 1000,"
              + " --titles 200, --parallelism 1");
    }
    Path model = Home.ofThisProcess().bundle(bundle);
    try (WorkFolder work = WorkFolder.temporary("playhead-bench")) {
      PipelineFigures figures =
          new PipelineRun(
                  new PipelineRun.Load(
                      model,
                      members,
                      tokens,
                      warmEvents,
                      events,
                      titles,
                      parallelism,
                      pacedSeconds,
                      options.seed,
                      options.rounds()),
                  work.path())
              .run();
      JsonFile.write(options.json, figures);
      figures.print(System.out);
    }
    return 0;
  }
}
