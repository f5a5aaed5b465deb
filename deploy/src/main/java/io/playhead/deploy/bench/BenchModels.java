package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.Home;
import io.playhead.deploy.local.TrainProcess;
import io.playhead.deploy.simulator.SimulateCommand;
import io.playhead.inference.BundleException;
import io.playhead.inference.BundleTrust;
import io.playhead.inference.ExecutionProvider;
import io.playhead.inference.Model;
import io.playhead.inference.ModelBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * The models of a bench: given bundles, or ones trained for an epoch on a few simulated members.
 * What a step costs depends on a model's shape and not on what it has learned.
 */
final class BenchModels {
  private static final int MEMBERS = 60;
  private static final int DAYS = 20;

  private final Path recording;
  private final long seed;

  /**
   * Prepares.
   *
   * @param work folder for the recording and the bundles
   */
  BenchModels(Path work, long seed) {
    this.recording = work.resolve("recording");
    this.seed = seed;
  }

  /** The model in {@code bundle}, for the caller to close. */
  static Model load(Path bundle) {
    return load(bundle, ExecutionProvider.CPU);
  }

  /** The same on {@code provider}. */
  static Model load(Path bundle, ExecutionProvider provider) {
    try {
      return Model.load(ModelBundle.open(bundle, BundleTrust.ANYONE), provider);
    } catch (BundleException e) {
      throw CommandFailure.badInput(e.getMessage(), e);
    }
  }

  /** A bundle trained with these options; {@code name} names its folder. */
  Path trained(String name, List<String> options) {
    simulate();
    Path bundle = recording.resolveSibling(name);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--recording", recording.toString(),
                "--out", bundle.toString(),
                "--seed", Long.toString(seed),
                "--epochs", "1",
                "--validate-every", "1"));
    arguments.addAll(options);
    TrainProcess.run(Home.ofThisProcess(), arguments);
    return bundle;
  }

  /** The simulated members' recording. */
  Path recording() {
    simulate();
    return recording;
  }

  private void simulate() {
    if (!Files.exists(recording)) {
      int exitCode =
          new CommandLine(new SimulateCommand())
              .execute(
                  "--members",
                  Integer.toString(MEMBERS),
                  "--days",
                  Integer.toString(DAYS),
                  "--seed",
                  Long.toString(seed),
                  "--out",
                  recording.toString());
      if (exitCode != 0) {
        throw CommandFailure.other("members could not be simulated: see above");
      }
    }
  }
}
