package io.playhead.deploy.forget;

import java.io.PrintStream;

/** The proof for a person: one line for each place, and below it what it rests on. Stateless. */
public final class ProofTable {
  private ProofTable() {}

  /** Prints it. */
  public static void print(ForgetFigures figures, PrintStream out) {
    int width = figures.places().stream().mapToInt(place -> place.place().length()).max().orElse(0);
    String format = "%-" + Math.max(width, 5) + "s  %-14s  %9s  %-24s  %s%n";
    out.printf(format, "place", "found", "records", "gone by", "why");
    for (Place place : figures.places()) {
      out.printf(
          format,
          place.place(),
          place.verdict().words(),
          place.found() == 0 ? "" : String.format("%,d", place.found()),
          place.goneBy() == null ? "" : place.goneBy(),
          place.why());
    }
    out.println("not searched: " + String.join("; ", figures.notSearched()));
  }
}
