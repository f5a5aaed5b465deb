package io.playhead.deploy.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * What {@code bench recovery} found: the content of its {@code --json} file. Seconds are from the
 * kill -9 of a task manager.
 *
 * @param bench its name
 * @param machine where it was measured, and of which commit
 * @param seed of the events
 * @param work what was measured, in words
 * @param membersInState with a window
 * @param stateBytes of the newest checkpoint
 * @param killToFreshListSeconds until the last of 16 members all over the subtasks has a list of
 *     what they did after the kill
 * @param missedSeconds until the job manager knew it
 * @param runningSeconds until every task ran again
 * @param firstListSeconds until the first of those members has that list
 * @param caughtUpSeconds until every event that came meanwhile is in a list
 * @param listsLost events that are in no list in the end, and were not rejected
 * @param seconds the whole command
 */
record RecoveryFigures(
    String bench,
    Machine machine,
    long seed,
    String work,
    long membersInState,
    long stateBytes,
    Spread killToFreshListSeconds,
    Spread missedSeconds,
    Spread runningSeconds,
    Spread firstListSeconds,
    Spread caughtUpSeconds,
    long listsLost,
    double seconds) {

  static RecoveryFigures of(
      long seed,
      String work,
      long membersInState,
      long stateBytes,
      Recovery[] recoveries,
      long listsLost,
      double seconds) {
    return new RecoveryFigures(
        "recovery",
        Machine.ofThisProcess(),
        seed,
        work,
        membersInState,
        stateBytes,
        spread(recoveries, Recovery::freshSeconds),
        spread(recoveries, Recovery::missedSeconds),
        spread(recoveries, Recovery::runningSeconds),
        spread(recoveries, Recovery::firstListSeconds),
        spread(recoveries, Recovery::caughtUpSeconds),
        listsLost,
        seconds);
  }

  private static Spread spread(Recovery[] recoveries, ToDoubleFunction<Recovery> seconds) {
    return Spread.of(Arrays.stream(recoveries).mapToDouble(seconds).toArray());
  }

  void print(PrintStream out) {
    out.printf(
        "%n%s%n%s; median [low, high] of %d kills, seconds%n%n",
        machine, work, missedSeconds.rounds());
    out.printf("%-60s %,.0f MB%n", "state", stateBytes / 1e6);
    out.printf("%-60s %s%n", "killToFreshListSeconds", killToFreshListSeconds.text("%.1f"));
    out.printf("%-60s %s%n", "  the job manager knows", missedSeconds.text("%.1f"));
    out.printf("%-60s %s%n", "  every task runs again", runningSeconds.text("%.1f"));
    out.printf("%-60s %s%n", "  the first fresh list", firstListSeconds.text("%.1f"));
    out.printf(
        "%-60s %s%n", "until all events of the pause are in lists", caughtUpSeconds.text("%.1f"));
    out.printf("%-60s %d%n", "listsLost", listsLost);
  }
}
