package io.playhead.deploy.bench;

import java.io.PrintStream;

/**
 * What {@code bench rescale} found: the content of its {@code --json} file.
 *
 * @param bench its name
 * @param machine where it was measured, and of which commit
 * @param seed of the events
 * @param work what was measured, in words
 * @param membersInState with a window
 * @param stateBytes of the last checkpoint before the first round
 * @param rescaleSeconds from the stop command to the first list of the new job, one subtask to two
 * @param stopSeconds of it until the old job's process has ended
 * @param backSeconds the same as rescaleSeconds from two subtasks to one
 * @param caughtUpSeconds from the stop command until every event that came meanwhile was in a list,
 *     one subtask to two
 * @param listsLost events that are in no list in the end, and were not rejected
 * @param seconds the whole command
 */
record RescaleFigures(
    String bench,
    Machine machine,
    long seed,
    String work,
    long membersInState,
    double stateBytes,
    Spread rescaleSeconds,
    Spread stopSeconds,
    Spread backSeconds,
    Spread caughtUpSeconds,
    long listsLost,
    double seconds) {

  void print(PrintStream out) {
    out.printf(
        "%n%s%n%s; median [low, high] of %d rounds%n%n", machine, work, rescaleSeconds.rounds());
    out.printf("%-60s %,.0f MB%n", "state", stateBytes / 1e6);
    out.printf(
        "%-60s %s%n", "rescaleSeconds: stop to first list, 1 to 2", rescaleSeconds.text("%.1f"));
    out.printf("%-60s %s%n", "  of it until the old job has ended", stopSeconds.text("%.1f"));
    out.printf("%-60s %s%n", "back, 2 to 1", backSeconds.text("%.1f"));
    out.printf(
        "%-60s %s%n", "until all events of the pause are in lists", caughtUpSeconds.text("%.1f"));
    out.printf("%-60s %d%n", "listsLost", listsLost);
  }
}
