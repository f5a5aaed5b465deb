package io.playhead.deploy.bench;

import java.io.PrintStream;
import java.util.Map;

/**
 * What {@code bench functions} found: the content of its {@code --json} file.
 *
 * @param bench its name
 * @param machine where it was measured, and of which commit
 * @param what in words
 * @param callUs by function of {@link Functions}, microseconds a call
 * @param seconds the whole command
 */
record FunctionFigures(
    String bench, Machine machine, String what, Map<String, Spread> callUs, double seconds) {

  void print(PrintStream out) {
    out.printf("%n%s%n%s%n%n", machine, what);
    callUs.forEach((name, us) -> out.printf("%-48s %s us%n", name, us.text("%,.2f")));
  }
}
