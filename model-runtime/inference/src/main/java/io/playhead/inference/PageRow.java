package io.playhead.inference;

import java.util.List;

/**
 * One row of a page.
 *
 * @param name such as top-picks
 * @param items best first
 */
public record PageRow(String name, List<PageItem> items) {
  /** Titles the model likes best for this member. */
  public static final String TOP_PICKS = "top-picks";

  /** Titles begun and not finished, newest first. */
  public static final String CONTINUE_WATCHING = "continue-watching";

  /** Keeps the items as they are now. */
  public PageRow {
    items = List.copyOf(items);
  }
}
