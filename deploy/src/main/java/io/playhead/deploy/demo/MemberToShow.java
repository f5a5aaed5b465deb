package io.playhead.deploy.demo;

import java.util.HashMap;
import java.util.Map;

/**
 * Finds the member whose page changes most with the device: the one whose plays on the phone and on
 * the television are both many. Pure; one thread.
 */
final class MemberToShow {
  private final Map<String, Map<String, Integer>> plays = new HashMap<>();

  /** A play of the history. */
  void play(String memberId, String deviceType) {
    plays.computeIfAbsent(memberId, id -> new HashMap<>()).merge(deviceType, 1, Integer::sum);
  }

  /** The member; of several the smallest id. Empty without plays. */
  String memberId() {
    String best = "";
    int most = -1;
    for (Map.Entry<String, Map<String, Integer>> entry : plays.entrySet()) {
      int phone = entry.getValue().getOrDefault("phone", 0);
      int television = entry.getValue().getOrDefault("television", 0);
      int both = Math.min(phone, television);
      if (both > most || both == most && entry.getKey().compareTo(best) < 0) {
        best = entry.getKey();
        most = both;
      }
    }
    return best;
  }
}
