package io.playhead.deploy.security;

import io.playhead.deploy.PlayheadCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A command in this process, with all that it printed. Test fixture. */
record CapturedCommand(int exitCode, String output) {
  /** Runs it. */
  static CapturedCommand run(String... words) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
    try {
      int exitCode = PlayheadCommand.run(words);
      return new CapturedCommand(exitCode, printed.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** What it said last. */
  String lastLine() {
    return output.strip().lines().reduce("", (before, line) -> line);
  }
}
