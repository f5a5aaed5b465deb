package io.playhead.deploy.chaos;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the brokers have taken, and so what must be found again: by member the events that count,
 * each once, and the places of records that must be rejected. Any thread.
 */
final class Ledger {
  private final Map<String, Set<Content>> counting = new HashMap<>();
  private final Set<String> erased = new HashSet<>();
  private final Set<Place> mustBeRejected = new HashSet<>();
  private final Map<Place, String> members = new HashMap<>();
  private long sent;
  private long duplicates;

  /** A value by its bytes. */
  private record Content(int hash, byte[] bytes) {
    static Content of(byte[] bytes) {
      return new Content(Arrays.hashCode(bytes), bytes);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Content content && Arrays.equals(bytes, content.bytes);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** The brokers have it, there. */
  synchronized void taken(InputEvent event, Place place) {
    sent++;
    members.put(place, event.memberId());
    switch (event.fate()) {
      case COUNTS -> {
        Set<Content> events = counting.computeIfAbsent(event.memberId(), id -> new HashSet<>());
        if (!events.add(Content.of(event.value()))) {
          duplicates++;
        }
      }
      case REJECTED -> mustBeRejected.add(place);
      case ERASES -> erased.add(event.memberId());
      case TELLS_TIME -> members.remove(place);
    }
  }

  /** Members with events that count and who have not asked to be forgotten. */
  synchronized Set<String> members() {
    Set<String> members = new TreeSet<>(counting.keySet());
    members.removeAll(erased);
    return members;
  }

  /** Members who have asked to be forgotten. */
  synchronized Set<String> erased() {
    return new TreeSet<>(erased);
  }

  /** How many events of the member count: its revision when all is done. */
  synchronized long revision(String memberId) {
    return counting.getOrDefault(memberId, Set.of()).size();
  }

  /** Records that must be rejected. */
  synchronized Set<Place> mustBeRejected() {
    return new HashSet<>(mustBeRejected);
  }

  /** Whose record is there; null: nobody's. */
  synchronized String memberAt(Place place) {
    return members.get(place);
  }

  /** Records that the brokers have taken. */
  synchronized long sent() {
    return sent;
  }

  /** Those of them that were there before. */
  synchronized long duplicates() {
    return duplicates;
  }
}
