package io.playhead.deploy.setup;

import io.playhead.deploy.local.TopicSettings;
import io.playhead.deploy.local.TopicSetup;
import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a topic that is there differs from one that setup makes, and which of it the engine relies
 * on. Stateless.
 */
final class TopicDifferences {
  /** What an owner may set otherwise, and the engine goes on. */
  private static final Set<String> CHOICES =
      Set.of("delete.retention.ms", "message.timestamp.type", "retention.ms", "segment.ms");

  private TopicDifferences() {}

  /** Of one topic that is there, in the order in which they matter. */
  static List<Difference> of(Topic topic, ExistingTopic found, SetupOptions options) {
    List<Difference> differences = new ArrayList<>();
    TopicSettings.of(topic).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(wanted -> !suits(topic, wanted.getKey(), wanted.getValue(), found))
        .forEach(wanted -> differences.add(setting(topic, wanted, found, options)));
    int partitions = TopicSetup.partitions(topic, options.partitions());
    if (found.partitions() != partitions) {
      differences.add(partitions(topic, partitions, found.partitions()));
    }
    if (options.replication() != null && found.replication() != options.replication()) {
      differences.add(replication(options.replication(), found.replication()));
    }
    return differences;
  }

  /** The view reads these two side by side, partition by partition. */
  static List<Difference> sideBySide(ExistingTopic tokens, ExistingTopic erasures) {
    return tokens == null || erasures == null || tokens.partitions() == erasures.partitions()
        ? List.of()
        : List.of(
            new Difference(
                "partitions",
                "as many as " + Topics.INTERACTION_TOKENS + ", " + tokens.partitions(),
                Integer.toString(erasures.partitions()),
                true,
                "the view does not start: an erasure would not arrive where the member's tokens"
                    + " are; make one of the two anew with as many as the other"));
  }

  private static boolean suits(Topic topic, String key, String wanted, ExistingTopic found) {
    String value = found.setting(key);
    return switch (key) {
      case "max.message.bytes" -> number(value) >= number(wanted);
      case "max.compaction.lag.ms" -> number(value) <= number(wanted);
      case "retention.ms" -> value.equals(wanted) || isErasures(topic) && outlives(value, wanted);
      default -> value.equals(wanted);
    };
  }

  private static boolean isErasures(Topic topic) {
    return topic.name().equals(Topics.ERASURES);
  }

  private static boolean outlives(String retentionMs, String wanted) {
    return retentionMs.equals("-1") || number(retentionMs) >= number(wanted); // -1: for ever
  }

  private static Difference setting(
      Topic topic, Map.Entry<String, String> wanted, ExistingTopic found, SetupOptions options) {
    String key = wanted.getKey();
    boolean reliedOn = !CHOICES.contains(key) || key.equals("retention.ms") && isErasures(topic);
    return new Difference(
        key,
        wanted.getValue(),
        found.setting(key),
        reliedOn,
        consequence(topic, key)
            + "; changed by kafka-configs.sh --bootstrap-server "
            + options.bootstrap()
            + " --alter --entity-type topics --entity-name "
            + topic.name()
            + " --add-config "
            + key
            + "="
            + wanted.getValue());
  }

  private static String consequence(Topic topic, String key) {
    return switch (key) {
      case "cleanup.policy" ->
          topic.compacted()
              ? "what was written once and not since is lost with age"
              : "older records of a key are lost";
      case "max.message.bytes" -> "larger records are refused";
      case "max.compaction.lag.ms" -> "what was erased stays on the broker's disk for longer";
      case "delete.retention.ms" -> "it is how long a slow reader can still see that a key is gone";
      case "message.timestamp.type" -> "the time from event to list cannot be measured from it";
      case "retention.ms" ->
          isErasures(topic)
              ? "an event or a savepoint that is read again may outlive the erasure of its member"
              : "it is how long what members did stays on the broker's disk, forgotten ones' too";
      case "segment.ms" -> "a record may stay for as much longer than its topic's retention";
      default -> "it is not as setup makes it";
    };
  }

  private static Difference partitions(Topic topic, int wanted, int found) {
    boolean reliedOn = topic.name().equals(Topics.MODEL_RELEASES);
    return new Difference(
        "partitions",
        Integer.toString(wanted),
        Integer.toString(found),
        reliedOn,
        reliedOn
            ? "releases have no order among partitions; make the topic anew"
            : "more would move members to other partitions, and their order with them; the number"
                + " stays what it is");
  }

  private static Difference replication(int wanted, int found) {
    return new Difference(
        "replication",
        Integer.toString(wanted),
        Integer.toString(found),
        false,
        "changed by kafka-reassign-partitions.sh");
  }

  private static long number(String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      return -1; // the broker does not say: neither large enough nor small enough is known
    }
  }
}
