package io.playhead.deploy.bench;

import java.io.PrintStream;

/**
 * What {@code bench swap} found: the content of its {@code --json} file.
 *
 * @param bench its name
 * @param machine where it was measured, and of which commit
 * @param seed of the events
 * @param work what was measured, in words
 * @param swaps releases that took over under load
 * @param listsLost accepted events that no list reflects, when all is quiet
 * @param pauseMs the longest time without any list from a release until both its model serves and
 *     as much time has passed again, milliseconds, over the swaps
 * @param steadyPauseMs the same over as long times without a release
 * @param longestPauseMs the longest of all
 * @param takeOverMs from the release on its topic to its first list, milliseconds
 * @param seconds the whole command
 */
record SwapFigures(
    String bench,
    Machine machine,
    long seed,
    String work,
    int swaps,
    long listsLost,
    Spread pauseMs,
    Spread steadyPauseMs,
    double longestPauseMs,
    Spread takeOverMs,
    double seconds) {

  void print(PrintStream out) {
    out.printf("%n%s%n%s; median [low, high] of %d swaps%n%n", machine, work, swaps);
    out.printf("%-48s %d%n", "listsLost", listsLost);
    out.printf("%-48s %s%n", "longest pause around a swap, ms", pauseMs.text("%.0f"));
    out.printf("%-48s %s%n", "the same without a swap, ms", steadyPauseMs.text("%.0f"));
    out.printf("%-48s %.0f%n", "longestPauseMs", longestPauseMs);
    out.printf("%-48s %s%n", "release to first list, ms", takeOverMs.text("%.0f"));
  }
}
