package io.playhead.stream;

/** Ends the command with one sentence for a person and an exit code. */
public final class RunFailure extends Exception {
  private final int exitCode;

  private RunFailure(int exitCode, String sentence, Throwable cause) {
    super(sentence, cause);
    this.exitCode = exitCode;
  }

  /** What was asked for cannot be. */
  static RunFailure badInput(String sentence) {
    return new RunFailure(2, sentence, null);
  }

  /** A server does not answer, or lacks what the job needs. */
  static RunFailure unreachable(String sentence, Throwable cause) {
    return new RunFailure(3, sentence, cause);
  }

  /** The job itself failed. */
  static RunFailure failed(String sentence, Throwable cause) {
    return new RunFailure(1, sentence, cause);
  }

  /** 1: it failed, 2: bad input, 3: a server does not answer. */
  public int exitCode() {
    return exitCode;
  }
}
