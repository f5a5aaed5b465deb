package io.playhead.stream;

import io.playhead.inference.RulesFile;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/**
 * The job's main class on a Flink cluster, in application or session mode, with the options of
 * {@code run} but those that Flink's own configuration says: where state is, what to restore and
 * the REST port. What that configuration says goes before what {@code run} has as its settings.
 *
 * <p>Never ends the JVM, which is Flink's: what is wrong is thrown, in one sentence.
 */
@Command(
    name = "ClusterRun",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "The job on a Flink cluster: reads the members' events, writes their home pages. Where its"
            + " checkpoints are and what is restored is for Flink's configuration to say.")
public final class ClusterRun {
  @Mixin private JobArguments job;

  private ClusterRun() {}

  /** Builds the job and gives it to the cluster that runs this. */
  public static void main(String[] arguments) throws Exception {
    ClusterRun run = new ClusterRun();
    CommandLine line = new CommandLine(run);
    try {
      if (line.parseArgs(arguments).isUsageHelpRequested()) {
        line.usage(System.out);
        return;
      }
    } catch (ParameterException e) {
      throw RunFailure.badInput(e.getMessage());
    }
    if (run.job.printRules()) {
      System.out.print(RulesFile.defaultsText());
      return;
    }
    run.execute(StreamExecutionEnvironment.getExecutionEnvironment());
  }

  private void execute(StreamExecutionEnvironment env) throws Exception {
    ReadableConfig cluster = env.getConfiguration();
    if (cluster.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY).isEmpty()) {
      throw RunFailure.badInput(
          CheckpointingOptions.CHECKPOINTS_DIRECTORY.key()
              + " is not set; name a folder in Flink's configuration that every task manager writes"
              + " to and that outlives them");
    }
    RunOptions options = job.options(env.getParallelism());
    // The provider is probed by the tasks: this machine may have no GPU and never need one.
    JobStart start = JobStart.check(options);
    env.configure(ClusterSettings.below(cluster, options.checkpointIntervalMs()));
    start.build(env);
    start.report(System.out);
    env.execute(JobMain.NAME);
  }
}
