package io.playhead.subscriber;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/** The properties of the Kafka client: the user's, except those that a promise hangs on. */
final class ConsumerSettings {
  private static final Map<String, String> OWN =
      Map.of(
          ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "PageSubscriber.to",
          ConsumerConfig.GROUP_ID_CONFIG, "group",
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "fromBeginning or fromNow",
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "the subscriber itself",
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, "the subscriber itself",
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, "the subscriber itself");

  private ConsumerSettings() {}

  /** Refuses a property that the subscriber sets itself. */
  static void requireFree(String property) {
    String owner = OWN.get(property);
    if (owner != null) {
      throw new IllegalArgumentException(
          property + " is set by " + owner + "; leave it out of the Kafka properties.");
    }
  }

  /** All of them; the group is null where there is none. */
  static Map<String, Object> of(String bootstrap, String group, Map<String, Object> extra) {
    Map<String, Object> settings = new HashMap<>();
    // A page of a transaction that was aborted is one that the engine takes back.
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    if (!"consumer".equalsIgnoreCase(String.valueOf(extra.get("group.protocol")))) {
      // Only partitions that move are given back, so the revisions of the others stay known. In
      // the newer protocol the broker assigns, and the client refuses the property.
      settings.put(
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          CooperativeStickyAssignor.class.getName());
    }
    settings.putAll(extra);
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"); // StartPositions says where
    if (group != null) {
      settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    }
    return settings;
  }
}
