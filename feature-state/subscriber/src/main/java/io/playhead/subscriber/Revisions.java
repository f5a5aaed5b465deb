package io.playhead.subscriber;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The revision delivered last for each member, of the partitions held. Bounded by the members that
 * were delivered since their partition was taken up; a partition's go with it.
 */
final class Revisions {
  // A map's entry 32 B + slot 8 B + String 24 B + its bytes 16 + 36 (a UUID), rounded 56 B
  // + Long 24 B = 144 B a member; 1 M members = 144 MB. A page in memory is 3 KB: 5 % of that.
  private final Map<TopicPartition, Map<String, Long>> byPartition = new HashMap<>();

  /** Takes note of that page, or refuses it because it is older than the one before. */
  boolean accept(TopicPartition partition, String memberId, long revision) {
    Map<String, Long> members = byPartition.computeIfAbsent(partition, p -> new HashMap<>());
    Long delivered = members.get(memberId);
    if (delivered != null && !RevisionRule.replaces(revision, delivered)) {
      return false;
    }
    members.put(memberId, revision);
    return true;
  }

  /** After that any revision of the member is taken. */
  void forget(TopicPartition partition, String memberId) {
    Map<String, Long> members = byPartition.get(partition);
    if (members != null) {
      members.remove(memberId);
    }
  }

  /** Somebody else may deliver these from now on, so what is known of their members grows old. */
  void drop(Collection<TopicPartition> partitions) {
    byPartition.keySet().removeAll(partitions);
  }

  int memberCount() {
    return byPartition.values().stream().mapToInt(Map::size).sum();
  }
}
