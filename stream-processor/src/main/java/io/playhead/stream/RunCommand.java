package io.playhead.stream;

import io.playhead.inference.RulesFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: the job as a process of its own, against a broker and a registry that are there. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs the job: reads the members' events, writes their home pages. Prints 'running: job ID'"
            + " once it runs; stops on SIGTERM and SIGINT.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The job ended at --stop-at, or was stopped",
      "1:The job failed",
      "2:An option is wrong, or the machine lacks the provider",
      "3:Broker or registry do not answer, or lack a topic or a schema"
    })
public final class RunCommand implements Callable<Integer> {
  @Mixin private JobArguments job;

  @Option(
      names = "--state-dir",
      required = true,
      paramLabel = "FOLDER",
      description = "Checkpoints and local state; made if it is not there.")
  private Path stateDir;

  @Option(
      names = "--restore",
      paramLabel = "latest|none|PATH",
      description =
          "Checkpoint or savepoint to go on from: the newest in the state folder if there is one,"
              + " none, or this one. None reads every topic from its beginning. Default:"
              + " ${DEFAULT-VALUE}.")
  private String restore = "none";

  @Option(
      names = "--savepoint-on-stop",
      description =
          "Stop with a canonical savepoint in the state folder, under savepoints/, that this and"
              + " later releases read; a second signal stops without. Default: the last checkpoint"
              + " stays, and what came after it is read again.")
  private boolean savepointOnStop;

  @Option(
      names = "--rest-port",
      paramLabel = "PORT",
      description =
          "Port of Flink's REST interface, on the loopback address only; 0: any. Default:"
              + " ${DEFAULT-VALUE}.")
  private int restPort = 0;

  @Mixin private MetricsOptions metrics = new MetricsOptions();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write job id, state, seconds, cache hits and misses there when the job ends.")
  private Path json;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new RunCommand()).execute(arguments));
  }

  @Override
  public Integer call() {
    if (job.printRules()) {
      System.out.print(RulesFile.defaultsText());
      return 0;
    }
    try {
      RunOptions options = job.options(Runtime.getRuntime().availableProcessors());
      new JobMain(options, embedded(), System.out).run();
      return 0;
    } catch (RunFailure e) {
      System.err.println("run: " + e.getMessage());
      return e.exitCode();
    }
  }

  private EmbeddedOptions embedded() {
    return new EmbeddedOptions(
        stateDir.toAbsolutePath().normalize(), restore, savepointOnStop, restPort, metrics, json);
  }
}
