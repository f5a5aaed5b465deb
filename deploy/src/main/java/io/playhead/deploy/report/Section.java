package io.playhead.deploy.report;

import java.util.List;

/**
 * A part of a report.
 *
 * @param heading a few words
 * @param sentence what to see in it
 * @param blocks tables, charts and notes, in order
 */
public record Section(String heading, String sentence, List<Block> blocks) {
  /** Copies the list. */
  public Section {
    blocks = List.copyOf(blocks);
  }
}
