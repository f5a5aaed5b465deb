package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every bench is told. */
public final class BenchOptions {
  /** Seed of whatever is drawn. */
  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of whatever is drawn (${DEFAULT-VALUE}).")
  public long seed;

  @Option(
      names = "--rounds",
      defaultValue = "7",
      paramLabel = "N",
      description = "Rounds, each a measurement of all that is compared (${DEFAULT-VALUE}).")
  private int rounds;

  /** Where the figures go as JSON; null: nowhere. */
  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON.")
  public Path json;

  /** Rounds to make; refuses none. */
  public int rounds() {
    if (rounds < 1) {
      throw CommandFailure.badInput("--rounds=" + rounds + " must be at least 1");
    }
    return rounds;
  }
}
