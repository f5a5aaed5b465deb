package io.playhead.deploy.evaluate;

import java.util.HashMap;
import java.util.Map;

/** The first-order Markov baseline: what followed the member's last title, by count. One thread. */
final class Transitions implements Scorer {
  private final Map<Integer, Map<Integer, Integer>> followers = new HashMap<>();

  /** Counts the steps of all histories. */
  Transitions(TrainingPart training) {
    for (int[] history : training.histories()) {
      for (int i = 1; i < history.length; i++) {
        followers
            .computeIfAbsent(history[i - 1], last -> new HashMap<>())
            .merge(history[i], 1, Integer::sum);
      }
    }
  }

  @Override
  public void score(int[] history, double[] scores) {
    if (history.length > 0) {
      followers
          .getOrDefault(history[history.length - 1], Map.of())
          .forEach((row, count) -> scores[row] += count);
    }
  }
}
