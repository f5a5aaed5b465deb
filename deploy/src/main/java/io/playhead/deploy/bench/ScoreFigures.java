package io.playhead.deploy.bench;

import java.io.PrintStream;

/**
 * What {@code bench score} found: the content of its {@code --json} file.
 *
 * @param bench its name
 * @param machine where it was measured, and of which commit
 * @param seed of the members
 * @param work what was measured, in words
 * @param exactUs processor time of a member's search by one ONNX Runtime product and TopK
 * @param ourUs the same of the engine's retrieval
 * @param speedOverExact the first over the second, round by round
 * @param recall100 share of the exact search's titles that ours found, ties counted as found
 * @param catalogueSeconds until all titles had their vectors and places
 * @param addedTitleMs from a new title to a catalogue in which it is found
 * @param seconds the whole command
 */
record ScoreFigures(
    String bench,
    Machine machine,
    long seed,
    String work,
    Spread exactUs,
    Spread ourUs,
    Spread speedOverExact,
    double recall100,
    double catalogueSeconds,
    Spread addedTitleMs,
    double seconds) {

  void print(PrintStream out) {
    out.printf("%n%s%n%s; median [low, high] of %d rounds%n%n", machine, work, ourUs.rounds());
    out.printf("%-52s %s us%n", "one product and TopK, a member", exactUs.text("%,.0f"));
    out.printf("%-52s %s us%n", "the engine's retrieval, a member", ourUs.text("%,.0f"));
    out.printf("%-52s %s%n", "speedOverExact", speedOverExact.text("%.2f"));
    out.printf("%-52s %.4f%n", "recall100", recall100);
    out.printf("%-52s %.1f s%n", "catalogue made in", catalogueSeconds);
    out.printf("%-52s %s ms%n", "a title added, until it is found", addedTitleMs.text("%.0f"));
  }
}
