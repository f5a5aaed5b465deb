package io.playhead.deploy;

import io.playhead.deploy.bench.BenchCommand;
import io.playhead.deploy.simulator.SimulateCommand;
import io.playhead.schemas.ClientSettingsException;
import io.playhead.schemas.IncompatibleSchemaException;
import io.playhead.schemas.RegistryUnreachableException;
import io.playhead.schemas.recording.RecordingException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code playhead COMMAND}: every command but train and view, which have class paths of their own.
 * Exit codes: 0 done, 1 failed, 2 bad input, 3 a server cannot be reached.
 */
@Command(
    name = "playhead",
    mixinStandardHelpOptions = true,
    version = "playhead 0.1.0",
    description = "Streaming real-time personalization: event, token, window, batch, list, topic.",
    subcommands = {
      DemoCommand.class,
      ImportCommand.class,
      SimulateCommand.class,
      EvaluateCommand.class,
      ReplayCommand.class,
      RecordCommand.class,
      SetupCommand.class,
      ReleaseCommand.class,
      LoopCommand.class,
      BenchCommand.class,
      ChaosCommand.class,
      ClusterCommand.class,
      RunPreparedCommand.class,
      PlanCommand.class,
      ScaleCommand.class,
      AclsCommand.class,
      ForgetCommand.class,
      DoctorCommand.class,
    },
    footer = {
      "  train     Trains a model bundle from a recording.",
      "  view      Keeps members' home pages and answers for them by HTTP.",
      "",
      "playhead COMMAND --help tells more about each."
    })
public final class Playhead {
  private Playhead() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs one command and returns its exit code. */
  static int execute(String... args) {
    CommandLine line = new CommandLine(new Playhead());
    line.setExecutionExceptionHandler((e, command, result) -> report(e, command));
    if (args.length == 0) {
      line.usage(System.out);
      return 2;
    }
    return line.execute(args);
  }

  private static int report(Exception e, CommandLine command) {
    String sentence = e.getMessage();
    int exitCode;
    if (e instanceof CommandFailure failure) {
      exitCode = failure.exitCode();
    } else if (e instanceof RegistryUnreachableException) {
      exitCode = 3;
    } else if (e instanceof RecordingException
        || e instanceof IncompatibleSchemaException
        || e instanceof ClientSettingsException) {
      exitCode = 2;
    } else {
      // A fault of ours: where it happened is worth more than a short message.
      e.printStackTrace();
      sentence = "failed: " + e;
      exitCode = 1;
    }
    System.err.println("playhead " + command.getCommandName() + ": " + sentence);
    return exitCode;
  }
}
