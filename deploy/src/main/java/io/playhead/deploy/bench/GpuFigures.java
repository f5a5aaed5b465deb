package io.playhead.deploy.bench;

import java.io.PrintStream;
import java.util.List;

/**
 * What {@code bench gpu} found: the content of its {@code --json} file. A list is a member's vector
 * from the provider and one product with all titles on the cores, as in the engine.
 *
 * @param bench its name
 * @param machine where it was measured, and of which commit
 * @param gpu its name; null: only the cores were measured
 * @param seed of members and model
 * @param model its shape, in words
 * @param titles in the catalogue
 * @param cores what the cores did
 * @param card what the GPU did; null: not measured
 * @param overCpu lists a second of the GPU's cheapest way over those of the cores' cheapest; null:
 *     not measured
 * @param shareOfPeak of the GPU, or of the cores where only they were measured: multiply-adds of
 *     the cheapest way over those of large products of matrices
 * @param seconds the whole command
 */
record GpuFigures(
    String bench,
    Machine machine,
    String gpu,
    long seed,
    String model,
    int titles,
    Provider cores,
    Provider card,
    Spread overCpu,
    double shareOfPeak,
    double seconds) {

  /**
   * One provider.
   *
   * @param provider its name
   * @param threads that call it
   * @param matrixMultiplyAddsPerSecond of large products of matrices, in single precision
   * @param ways all that was measured
   * @param cheapest the one of them with most lists a second
   */
  record Provider(
      String provider,
      int threads,
      Spread matrixMultiplyAddsPerSecond,
      List<Way> ways,
      Way cheapest) {}

  /**
   * One way to make lists.
   *
   * @param way "cached": the step over cached keys and values, which are sent along; "anew": the
   *     whole window
   * @param rows members of a batch
   * @param listsPerSecond of all threads together
   * @param shareOfPeak multiply-adds of its step over those of large products of matrices in their
   *     best round
   * @param rounds the lists a second of each round
   */
  record Way(String way, int rows, Spread listsPerSecond, double shareOfPeak, double[] rounds) {
    @Override
    public String toString() {
      return "%s, batches of %d".formatted(way, rows);
    }
  }

  void print(PrintStream out) {
    out.printf(
        "%n%s%n%s%s, %,d titles; median [low, high] of %d rounds%n",
        machine,
        gpu == null ? "" : gpu + "; ",
        model,
        titles,
        cores.matrixMultiplyAddsPerSecond().rounds());
    print(out, cores);
    if (card == null) {
      out.printf("%nNo GPU was measured: leave --provider out for that.%n");
    } else {
      print(out, card);
      out.printf(
          "%n%-52s %s%n", "overCpu: the GPU's cheapest over the cores'", overCpu.text("%.2f"));
    }
    out.printf("%-52s %.3f%n", "shareOfPeak", shareOfPeak);
  }

  private static void print(PrintStream out, Provider provider) {
    out.printf("%n%s, %d threads%n", provider.provider(), provider.threads());
    out.printf(
        "%-36s %,.0f thousand million multiply-adds a second%n",
        "  products of matrices, best round", provider.matrixMultiplyAddsPerSecond().high() / 1e9);
    for (Way way : provider.ways()) {
      out.printf(
          "%-36s %s lists a second, share of peak %.3f%s%n",
          "  " + way,
          way.listsPerSecond().text("%,.0f"),
          way.shareOfPeak(),
          way.equals(provider.cheapest()) ? "   <- cheapest" : "");
    }
  }
}
