package io.playhead.deploy.scale;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The partitions of the topics that may have more while the system lives: those whose records the
 * job puts in order by event time, whatever partition they come from. On a compacted topic the old
 * record of a key would stay on its old partition for good, and {@code erasures} goes with {@code
 * interaction-tokens} in the view, whose stores are cut by partition. One thread.
 */
public final class EventPartitions implements AutoCloseable {
  /** Topics that are read by the job alone. */
  static final List<String> TOPICS =
      List.of(Topics.PLAYBACK_EVENTS, Topics.DEVICE_EVENTS, Topics.FEEDBACK_EVENTS);

  /** To find out whether anybody is there. */
  private static final int ASK_MS = 5_000;

  private static final int LIMIT_MS = 20_000;

  private final String bootstrap;
  private final Admin admin;

  /** Connects with the first question. */
  public EventPartitions(String bootstrap) {
    this.bootstrap = bootstrap;
    try {
      this.admin =
          Admin.create(
              Map.of(
                  AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                  AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MS,
                  AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MS / 2));
    } catch (KafkaException e) {
      throw CommandFailure.badInput(
          "--bootstrap=" + bootstrap + " is no address of a broker: " + e.getMessage(), e);
    }
  }

  /**
   * Gives every topic {@code partitions}; all are checked before one is changed.
   *
   * @param dryRun only check
   */
  public ScaleFigures increaseTo(int partitions, boolean dryRun) {
    Map<String, Integer> before = counts();
    before.forEach((topic, count) -> requireNoFewer(topic, count, partitions));
    Map<String, NewPartitions> increases = new LinkedHashMap<>();
    before.forEach(
        (topic, count) -> {
          if (count < partitions) {
            increases.put(topic, NewPartitions.increaseTo(partitions));
          }
        });
    if (!increases.isEmpty()) {
      increase(increases, true);
      if (!dryRun) {
        increase(increases, false);
      }
    }
    Map<String, Integer> after = new LinkedHashMap<>();
    before.keySet().forEach(topic -> after.put(topic, partitions));
    return new ScaleFigures(before, after, dryRun);
  }

  private static void requireNoFewer(String topic, int count, int partitions) {
    if (partitions < count) {
      throw CommandFailure.badInput(
          "%s has %d partitions, and Kafka takes none away: --partitions must be at least %d, not %d"
              .formatted(topic, count, count, partitions));
    }
  }

  private Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String topic : TOPICS) {
      try {
        counts.put(
            topic,
            admin
                .describeTopics(List.of(topic), new DescribeTopicsOptions().timeoutMs(ASK_MS))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof UnknownTopicOrPartitionException) {
          throw CommandFailure.badInput(
              "the broker at " + bootstrap + " has no topic " + topic + ": run --prepare makes it",
              e);
        }
        throw unreachable(e);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    return counts;
  }

  private void increase(Map<String, NewPartitions> increases, boolean validateOnly) {
    try {
      admin
          .createPartitions(increases, new CreatePartitionsOptions().validateOnly(validateOnly))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw unreachable(e);
      }
      throw CommandFailure.other(
          "the broker refuses partitions for %s: %s"
              .formatted(increases.keySet(), e.getCause().getMessage()),
          e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private CommandFailure unreachable(ExecutionException e) {
    return CommandFailure.unreachable(
        "Kafka at %s did not answer: %s".formatted(bootstrap, e.getCause().getMessage()), e);
  }

  private static CommandFailure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return CommandFailure.other("interrupted while asking Kafka", e);
  }

  @Override
  public void close() {
    admin.close();
  }
}
