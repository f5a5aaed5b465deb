package io.playhead.deploy.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The baseline that gives everybody the titles played most. */
public final class Popularity {
  private final Map<String, Integer> plays = new HashMap<>();

  /** Counts one play. */
  public void add(String titleId) {
    plays.merge(titleId, 1, Integer::sum);
  }

  /** Titles with a play. */
  public Collection<String> titles() {
    return plays.keySet();
  }

  /** {@code candidates} by falling count, ties by {@link TitleOrder}. */
  public List<String> ranking(Collection<String> candidates) {
    List<String> ranking = new ArrayList<>(candidates);
    ranking.sort(
        Comparator.<String>comparingInt(titleId -> -plays.getOrDefault(titleId, 0))
            .thenComparing(TitleOrder.BY_NUMBER));
    return ranking;
  }

  /** Place of {@code titleId} in {@code ranking} without {@code watched}; -1: not in it. */
  public static int rank(String titleId, List<String> ranking, Set<String> watched) {
    int rank = 0;
    for (String ranked : ranking) {
      if (ranked.equals(titleId)) {
        return rank;
      }
      rank += watched.contains(ranked) ? 0 : 1;
    }
    return -1;
  }
}
