package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.Home;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Many members in state and events that go on while the job is stopped or killed. */
final class LoadOptions {
  @Option(names = "--bundle", paramLabel = "DIR", description = "The model (deploy/demo-bundle).")
  private Path bundle;

  @Option(names = "--members", defaultValue = "100000", description = "Members (${DEFAULT-VALUE}).")
  int members;

  @Option(
      names = "--tokens",
      defaultValue = "10",
      paramLabel = "N",
      description = "Tokens of each (${DEFAULT-VALUE}).")
  int tokens;

  @Option(
      names = "--rate",
      defaultValue = "200",
      paramLabel = "N",
      description = "Events a second all the while (${DEFAULT-VALUE}).")
  int rate;

  /** Refuses fewer members, and nothing to do. */
  void requireMembers(int least) {
    if (members < least || tokens < 1 || rate < 1) {
      throw CommandFailure.badInput(
          "--members must be at least %d, --tokens and --rate 1".formatted(least));
    }
  }

  Path bundle() {
    return Home.ofThisProcess().bundle(bundle);
  }
}
