package io.playhead.deploy;

import io.playhead.deploy.cluster.ClusterOptions;
import io.playhead.deploy.cluster.FlinkCluster;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.Home;
import io.playhead.deploy.local.Ports;
import io.playhead.deploy.local.Servers;
import io.playhead.inference.RulesFile;
import io.playhead.stream.JobArguments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code playhead cluster}: the job on a Flink cluster of processes on this machine. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs the job as a job manager and task managers of their own, without a Flink"
            + " distribution. Prints 'running: job ID' once it runs; a process that dies is started"
            + " again and the job goes on from its newest checkpoint, also from one that is there at"
            + " the start. Stops on SIGTERM and leaves no process behind.")
final class ClusterCommand implements Callable<Integer> {
  private static final Duration START_LIMIT = Duration.ofSeconds(180);
  private static final Duration SUPERVISE_EVERY = Duration.ofMillis(100);

  @Mixin private JobArguments job;

  @Spec private CommandSpec spec;

  @Option(
      names = "--state-dir",
      required = true,
      paramLabel = "DIR",
      description = "Checkpoints, local state, Flink's configuration and logs.")
  private Path stateDir;

  @Option(
      names = "--task-managers",
      defaultValue = "2",
      paramLabel = "N",
      description = "More than the job needs stand by (${DEFAULT-VALUE}).")
  private int taskManagers;

  @Option(
      names = "--slots",
      defaultValue = "1",
      paramLabel = "N",
      description = "Of each task manager (${DEFAULT-VALUE}).")
  private int slots;

  @Option(
      names = "--heap-mb",
      defaultValue = "512",
      paramLabel = "MB",
      description = "Heap of each task manager (${DEFAULT-VALUE}).")
  private int heapMb;

  @Option(
      names = "--heartbeat-ms",
      defaultValue = "500",
      paramLabel = "MS",
      description = "Two that find nobody say that a process is gone (${DEFAULT-VALUE}).")
  private long heartbeatMs;

  @Option(
      names = "--rest-port",
      defaultValue = "0",
      paramLabel = "PORT",
      description = "Flink's REST interface, on the loopback address only; 0: any.")
  private int restPort;

  @Override
  public Integer call() {
    if (Boolean.TRUE.equals(value("--print-rules"))) {
      System.out.print(RulesFile.defaultsText());
      return 0;
    }
    ClusterOptions options = options();
    Servers.requireUp(value("--bootstrap"), value("--registry"));
    try (FlinkCluster cluster = FlinkCluster.start(Home.ofThisProcess(), options)) {
      System.out.println("running: job " + cluster.awaitRunning(START_LIMIT));
      System.out.println("flink: http://127.0.0.1:" + options.restPort());
      while (!cluster.hasEnded() && !Thread.currentThread().isInterrupted()) {
        cluster.supervise().forEach(name -> System.out.println("started again: " + name));
        cluster.deleteOrphans().ifPresent(System.out::println);
        Await.until(SUPERVISE_EVERY, cluster::hasEnded);
      }
    }
    return 0;
  }

  private ClusterOptions options() {
    if (taskManagers < 1 || slots < 1 || heapMb < 128 || heartbeatMs < 50) {
      throw CommandFailure.badInput(
          "--task-managers and --slots must be at least 1, --heap-mb 128, --heartbeat-ms 50");
    }
    Integer asked = value("--parallelism");
    int parallelism = asked == null ? taskManagers * slots : asked;
    if (parallelism > taskManagers * slots) {
      throw CommandFailure.badInput(
          "--parallelism "
              + parallelism
              + " needs as many slots, and "
              + taskManagers
              + " task managers with "
              + slots
              + " each have "
              + taskManagers * slots);
    }
    return new ClusterOptions(
        stateDir.toAbsolutePath().normalize(),
        taskManagers,
        slots,
        parallelism,
        heapMb,
        value("--cache-mb"),
        heartbeatMs,
        restPort == 0 ? Ports.free() : restPort,
        process -> Map.of(),
        jobArguments());
  }

  private <T> T value(String option) {
    return spec.findOption(option).getValue();
  }

  /** What was given of the job's options, as it was given. */
  private List<String> jobArguments() {
    Set<String> known = CommandSpec.forAnnotatedObject(new JobArguments()).optionsMap().keySet();
    List<String> arguments = new ArrayList<>();
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (!known.contains(option.longestName())) {
        continue;
      }
      if (option.arity().max() == 0) {
        arguments.add(option.longestName());
      } else {
        for (String value : option.originalStringValues()) {
          arguments.add(option.longestName());
          arguments.add(value);
        }
      }
    }
    return arguments;
  }
}
