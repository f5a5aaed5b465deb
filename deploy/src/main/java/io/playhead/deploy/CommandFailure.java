package io.playhead.deploy;

/**
 * Ends a command with one sentence for a person and an exit code. Thrown by any part of the command
 * line, printed once by {@link Playhead}.
 */
public final class CommandFailure extends RuntimeException {
  private final int exitCode;

  private CommandFailure(int exitCode, String sentence, Throwable cause) {
    super(sentence, cause);
    this.exitCode = exitCode;
  }

  /** What was asked for cannot be: exit code 2. */
  public static CommandFailure badInput(String sentence) {
    return new CommandFailure(2, sentence, null);
  }

  /** What was asked for cannot be: exit code 2. */
  public static CommandFailure badInput(String sentence, Throwable cause) {
    return new CommandFailure(2, sentence, cause);
  }

  /** A server did not answer: exit code 3. */
  public static CommandFailure unreachable(String sentence, Throwable cause) {
    return new CommandFailure(3, sentence, cause);
  }

  /** Anything else: exit code 1. */
  public static CommandFailure other(String sentence) {
    return new CommandFailure(1, sentence, null);
  }

  /** Anything else: exit code 1. */
  public static CommandFailure other(String sentence, Throwable cause) {
    return new CommandFailure(1, sentence, cause);
  }

  /** What the process ends with. */
  public int exitCode() {
    return exitCode;
  }
}
