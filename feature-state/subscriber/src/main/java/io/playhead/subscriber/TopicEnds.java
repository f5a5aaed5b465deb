package io.playhead.subscriber;

import io.playhead.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The topic's partitions and where each ended when the subscriber started. Asking for them is also
 * how a start learns that the broker is there.
 *
 * @param offsets of each partition, the offset after its last readable record
 */
record TopicEnds(Map<TopicPartition, Long> offsets) {
  private static final Duration POSITION_LIMIT = Duration.ofSeconds(1);

  /** Asks the broker, within that limit; what goes wrong is one sentence that names the address. */
  static TopicEnds ask(Consumer<?, ?> consumer, String bootstrap, Duration limit) {
    long startNs = System.nanoTime();
    try {
      List<TopicPartition> partitions = partitions(consumer, limit);
      if (partitions.isEmpty()) {
        throw new SubscriberException(
            "Kafka at "
                + bootstrap
                + " has no topic "
                + Topics.RECOMMENDATIONS
                + "; start Playhead against it (deploy/playhead run --prepare), or correct the"
                + " address.",
            null);
      }
      Duration left = limit.minusNanos(System.nanoTime() - startNs);
      return new TopicEnds(
          consumer.endOffsets(partitions, left.isNegative() ? Duration.ZERO : left));
    } catch (TimeoutException e) {
      throw new SubscriberException(
          "Kafka at "
              + bootstrap
              + " gave no answer within "
              + limit.toMillis()
              + " ms; start it, or correct the address or its security settings.",
          e);
    } catch (KafkaException e) {
      throw new SubscriberException(
          "Kafka at "
              + bootstrap
              + " refuses to be read ("
              + e.getMessage()
              + "); correct the address or the security settings.",
          e);
    }
  }

  /** The topic's partitions as the client knows them; the broker is asked the first time. */
  static List<TopicPartition> partitions(Consumer<?, ?> consumer, Duration limit) {
    return consumer.partitionsFor(Topics.RECOMMENDATIONS, limit).stream()
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }

  /** Whether nothing before these ends is left to read on the partitions held. */
  boolean areReachedBy(Consumer<?, ?> consumer) {
    try {
      for (TopicPartition partition : consumer.assignment()) {
        long end = offsets.getOrDefault(partition, 0L);
        if (consumer.position(partition, POSITION_LIMIT) < end) {
          return false;
        }
      }
      return true;
    } catch (InvalidOffsetException | TimeoutException e) {
      return false; // no position yet: the next poll brings it, or says what is wrong
    }
  }
}
