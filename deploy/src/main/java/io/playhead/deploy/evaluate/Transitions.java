package io.playhead.deploy.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The first-order Markov baseline: what followed the member's last title most often, ties by {@link
 * TitleOrder}, and behind that the popular ones.
 */
final class Transitions {
  private final Map<String, Map<String, Integer>> followers = new HashMap<>();

  /** Counts the steps of one history. */
  void add(List<String> history) {
    for (int i = 1; i < history.size(); i++) {
      followers
          .computeIfAbsent(history.get(i - 1), last -> new HashMap<>())
          .merge(history.get(i), 1, Integer::sum);
    }
  }

  /**
   * Place of {@code titleId} after {@code last}, without {@code watched}; -1: not ranked.
   *
   * @param popular the candidates by popularity, all followers among them
   */
  int rank(String titleId, String last, List<String> popular, Set<String> watched) {
    Map<String, Integer> counts = followers.getOrDefault(last, Map.of());
    List<String> first = new ArrayList<>(counts.keySet());
    first.sort(
        Comparator.<String>comparingInt(follower -> -counts.get(follower))
            .thenComparing(TitleOrder.BY_NUMBER));
    int rank = 0;
    for (String follower : first) {
      if (follower.equals(titleId)) {
        return rank;
      }
      rank += watched.contains(follower) ? 0 : 1;
    }
    Set<String> passed = new HashSet<>(watched);
    passed.addAll(first);
    int behind = Popularity.rank(titleId, popular, passed);
    return behind < 0 ? -1 : rank + behind;
  }
}
