package io.playhead.deploy.simulator;

import java.util.List;

/**
 * One play, with the best ranking there could have been before it.
 *
 * @param titleId what was chosen
 * @param candidates titles that could have been chosen
 * @param best the most probable titles, best first, {@link #BEST_MAX} at most
 */
public record Choice(String titleId, int candidates, List<String> best) {
  /** Length of {@code best}. */
  public static final int BEST_MAX = 50;

  /** Freezes the list. */
  public Choice {
    best = List.copyOf(best);
  }
}
