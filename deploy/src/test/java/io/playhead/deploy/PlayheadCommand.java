package io.playhead.deploy;

/** Runs a command in this process, for tests of other packages. */
public final class PlayheadCommand {
  private PlayheadCommand() {}

  /** Returns its exit code. */
  public static int run(String... words) {
    return Playhead.execute(words);
  }
}
