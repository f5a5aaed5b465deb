package io.playhead.deploy.bench;

import java.io.PrintStream;
import java.util.Map;

/**
 * What {@code bench incremental} found: the content of its {@code --json} file. Microseconds of CPU
 * of one thread, from tokens to a member's vector, retrieval left out.
 *
 * @param bench its name
 * @param machine where it was measured, and of which commit
 * @param seed of members and models
 * @param model its shape, in words
 * @param eventUs one event of a member with that many tokens, a batch of 64, its share of rebuilds
 *     included
 * @param denseUs all of 1,000 tokens encoded anew by a model of the same width and depth that sees
 *     them all exactly
 * @param ratio1000 the latter over the former at 1,000 tokens
 * @param flatness an event at 4,000 tokens over one at 250
 * @param seconds the whole command
 */
record IncrementalFigures(
    String bench,
    Machine machine,
    long seed,
    String model,
    Map<Integer, Spread> eventUs,
    Spread denseUs,
    Spread ratio1000,
    Spread flatness,
    double seconds) {

  void print(PrintStream out) {
    out.printf(
        "%n%s%n%s; CPU of one thread, median [low, high] of %d rounds%n%n",
        machine, model, denseUs.rounds());
    eventUs.forEach(
        (tokens, us) ->
            out.printf(
                "%-44s %s us%n", "one event at %,d tokens".formatted(tokens), us.text("%.1f")));
    out.printf(
        "%-44s %s us%n", "1,000 tokens encoded anew, dense attention", denseUs.text("%,.0f"));
    out.printf("%-44s %s%n", "ratio1000: the latter over one event", ratio1000.text("%.0f"));
    out.printf("%-44s %s%n", "flatness: 4,000 tokens over 250", flatness.text("%.2f"));
  }
}
