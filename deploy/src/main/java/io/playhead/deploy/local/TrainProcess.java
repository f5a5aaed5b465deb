package io.playhead.deploy.local;

import io.playhead.deploy.CommandFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One {@code playhead train} as a child process: the trainer has a class path of its own and is
 * never loaded here. What it prints goes where this process prints.
 */
public final class TrainProcess {
  private static final int BAD_INPUT = 2;

  private TrainProcess() {}

  /** Trains with these options and waits for the end; a failed training fails this command. */
  public static void run(Home home, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(home.launcher().toString());
    command.add("train");
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    // What runs is built; a build in between could replace it under our feet.
    builder.environment().put("PLAYHEAD_NO_BUILD", "1");
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw CommandFailure.other("training could not be started: " + e.getMessage(), e);
    }
    // The launcher becomes the trainer, so ending it ends the training.
    Thread end = new Thread(process::destroy, "train-end");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      int exitCode = process.waitFor();
      if (exitCode == BAD_INPUT) {
        throw CommandFailure.badInput("training was refused: see above");
      }
      if (exitCode != 0) {
        throw CommandFailure.other("training ended with exit code " + exitCode + ": see above");
      }
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw CommandFailure.other("training was interrupted", e);
    }
  }
}
