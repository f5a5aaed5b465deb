package io.playhead.deploy.bench;

import java.io.PrintStream;

/**
 * What {@code bench skew} found: the content of its {@code --json} file. Milliseconds from an event
 * on its topic to a list on its topic.
 *
 * @param bench its name
 * @param machine where it was measured, and of which commit
 * @param seed of the events
 * @param work what was measured, in words
 * @param othersP50Ms median of all members but one, while that one does nothing
 * @param othersP99Ms what one of their events in a hundred exceeds, then
 * @param othersP50BesideMs their median while the one sends
 * @param othersP99BesideMs what one in a hundred exceeds while the one sends
 * @param othersP99Ratio the latter over the former, round by round
 * @param busyEventsPerList events of the one for each of its lists
 * @param seconds the whole command
 */
record SkewFigures(
    String bench,
    Machine machine,
    long seed,
    String work,
    Spread othersP50Ms,
    Spread othersP99Ms,
    Spread othersP50BesideMs,
    Spread othersP99BesideMs,
    Spread othersP99Ratio,
    double busyEventsPerList,
    double seconds) {

  void print(PrintStream out) {
    out.printf(
        "%n%s%n%s; median [low, high] of %d rounds%n%n", machine, work, othersP50Ms.rounds());
    out.printf("%-52s %s%n", "p50 of the others, ms", othersP50Ms.text("%.0f"));
    out.printf("%-52s %s%n", "p99 of the others, ms", othersP99Ms.text("%.0f"));
    out.printf("%-52s %s%n", "p50 while one is busy, ms", othersP50BesideMs.text("%.0f"));
    out.printf("%-52s %s%n", "p99 while one is busy, ms", othersP99BesideMs.text("%.0f"));
    out.printf("%-52s %s%n", "othersP99Ratio", othersP99Ratio.text("%.2f"));
    out.printf("%-52s %.1f%n", "events of the busy one for each of its lists", busyEventsPerList);
  }
}
