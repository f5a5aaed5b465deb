package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every bench is told. */
final class BenchOptions {
  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of whatever is drawn (${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--rounds",
      defaultValue = "7",
      paramLabel = "N",
      description = "Rounds, each a measurement of all that is compared (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON.")
  Path json;

  int rounds() {
    if (rounds < 1) {
      throw CommandFailure.badInput("--rounds=" + rounds + " must be at least 1");
    }
    return rounds;
  }
}
