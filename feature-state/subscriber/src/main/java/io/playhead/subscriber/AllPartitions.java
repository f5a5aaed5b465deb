package io.playhead.subscriber;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * What a subscriber without a group reads: every partition, and those that are added later, which a
 * group would be told of.
 */
final class AllPartitions {
  // The client itself renews what it knows every 5 minutes (metadata.max.age.ms).
  static final long LOOK_NS = TimeUnit.MINUTES.toNanos(1);
  private static final Duration LOOK_LIMIT = Duration.ofSeconds(1);

  private final Consumer<?, ?> consumer;
  private long lookedNs;

  AllPartitions(Consumer<?, ?> consumer, Collection<TopicPartition> partitions, long nowNs) {
    this.consumer = consumer;
    this.lookedNs = nowNs;
    consumer.assign(partitions);
  }

  /** Takes up new ones; the others stay where they are. */
  void lookForNew(long nowNs) {
    if (nowNs - lookedNs < LOOK_NS) {
      return;
    }
    lookedNs = nowNs;
    try {
      Set<TopicPartition> partitions = Set.copyOf(TopicEnds.partitions(consumer, LOOK_LIMIT));
      if (!consumer.assignment().containsAll(partitions)) {
        consumer.assign(partitions);
      }
    } catch (TimeoutException e) {
      // Nothing is known to be new; ask again a minute later.
    }
  }
}
