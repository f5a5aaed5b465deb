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

  /** Of the titles below the top picks, those that are like the last one watched, best first. */
  public static final String BECAUSE_YOU_WATCHED = "because-you-watched";

  /** Titles that came out lately and are not above, best first. */
  public static final String NEW_FOR_YOU = "new-for-you";

  /** All of them. */
  static final List<String> NAMES =
      List.of(TOP_PICKS, CONTINUE_WATCHING, BECAUSE_YOU_WATCHED, NEW_FOR_YOU);

  /** Keeps the items as they are now. */
  public PageRow {
    items = List.copyOf(items);
  }

  /** That name, if a row has it. */
  static String requireName(String key, String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          key + " names the row '" + name + "', and there are " + String.join(", ", NAMES));
    }
    return name;
  }
}
