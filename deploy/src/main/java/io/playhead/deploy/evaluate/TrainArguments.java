package io.playhead.deploy.evaluate;

import io.playhead.window.HoldOut;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Words for {@code playhead train} that every protocol which trains says alike. Pure. */
final class TrainArguments {
  private TrainArguments() {}

  /**
   * Leave-last-out, and a share of the titles unseen.
   *
   * @param more what comes after
   */
  static List<String> of(Path recording, Path out, double coldShare, long seed, List<String> more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--recording", recording.toString()));
    arguments.addAll(List.of("--out", out.toString()));
    arguments.addAll(List.of("--hold-out", HoldOut.LAST.toString()));
    arguments.addAll(List.of("--cold-share", Double.toString(coldShare)));
    arguments.addAll(List.of("--seed", Long.toString(seed)));
    arguments.addAll(more);
    return arguments;
  }
}
