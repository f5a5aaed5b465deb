package io.playhead.deploy.doctor;

import io.playhead.deploy.local.Await;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The job reads: it commits offsets, with each complete checkpoint, and is not far behind. Where
 * all is read, nothing tells a job that waits from one that is gone.
 */
final class LagCheck implements Check {
  /** A second's events of a busy job; more is worth a look. */
  private static final long LAG_MAX = 10_000;

  @Override
  public String name() {
    return "job";
  }

  @Override
  public List<Finding> look(LiveSystem system) {
    Findings findings = new Findings(name());
    String group = system.options().group();
    Map<TopicPartition, Long> committed = committed(system, group);
    if (committed.isEmpty()) {
      return findings
          .wrong(
              "group " + group + " has never committed an offset: no checkpoint was completed",
              "start the job, or name its --group; if it runs, see why its checkpoints fail")
          .all();
    }
    Map<TopicPartition, Long> behind = behind(system, committed);
    long lag = behind.values().stream().mapToLong(each -> each).sum();
    if (lag == 0) {
      return findings.ok("group " + group + " has read all that is on its topics").all();
    }
    Map<TopicPartition, Long> before = new HashMap<>(committed);
    boolean moves =
        Await.until(
            system.options().progressLimit(), () -> !committed(system, group).equals(before));
    String detail =
        String.format("group %s is %,d records behind: %s", group, lag, byTopic(behind));
    if (!moves) {
      findings.wrong(
          detail
              + "; it has committed nothing for "
              + system.options().progressLimit().toSeconds()
              + " s",
          "see whether the job runs and completes checkpoints; its log says why not");
    } else if (lag > LAG_MAX) {
      findings.warn(
          detail,
          "if it grows, give the job more cores: raise its parallelism, up to the partitions");
    }
    return findings.or(detail + "; it goes on");
  }

  private static Map<TopicPartition, Long> committed(LiveSystem system, String group) {
    Map<TopicPartition, Long> committed = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> offsets =
        system
            .kafka()
            .await(
                system.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
                "offsets of group " + group);
    offsets.forEach(
        (partition, offset) -> {
          if (offset != null && LiveSystem.MEMBER_TOPICS.contains(partition.topic())) {
            committed.put(partition, offset.offset());
          }
        });
    return committed;
  }

  /** By partition, records that are there and not read, where any are. */
  private static Map<TopicPartition, Long> behind(
      LiveSystem system, Map<TopicPartition, Long> committed) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (String topic : LiveSystem.MEMBER_TOPICS) {
      for (int i = 0; system.has(topic) && i < system.topics().get(topic).partitions(); i++) {
        ends.put(new TopicPartition(topic, i), OffsetSpec.latest());
      }
    }
    Map<TopicPartition, Long> behind = new HashMap<>();
    system
        .kafka()
        .await(system.admin().listOffsets(ends).all(), "where its topics end")
        .forEach(
            (partition, end) -> {
              long lag = end.offset() - committed.getOrDefault(partition, 0L);
              if (lag > 0) {
                behind.put(partition, lag);
              }
            });
    return behind;
  }

  private static Map<String, Long> byTopic(Map<TopicPartition, Long> behind) {
    Map<String, Long> topics = new TreeMap<>();
    behind.forEach((partition, lag) -> topics.merge(partition.topic(), lag, Long::sum));
    return topics;
  }
}
