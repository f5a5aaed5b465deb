package io.playhead.deploy.report;

import java.util.List;

/**
 * What a page says. Every string may hold anything that its source held; the page shows it as text.
 *
 * @param title what was done
 * @param subtitle one sentence: with what, and what came out
 * @param sections in the order to read them
 * @param origins commands, hashes, seeds: what somebody needs to make it again
 */
public record Report(String title, String subtitle, List<Section> sections, List<Origin> origins) {
  /** Copies the lists. */
  public Report {
    sections = List.copyOf(sections);
    origins = List.copyOf(origins);
  }

  /**
   * One thing that the report was made from.
   *
   * @param name such as command or recording
   * @param value as it would be typed or compared
   */
  public record Origin(String name, String value) {}
}
