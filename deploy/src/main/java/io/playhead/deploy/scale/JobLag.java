package io.playhead.deploy.scale;

import io.playhead.deploy.CommandFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How far a job is behind, by the offsets that it commits with each checkpoint: the age of the
 * oldest record that it may not have read. Stateless.
 */
public final class JobLag {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /**
   * The partition that is furthest behind.
   *
   * @param partition the partition; null: nothing is behind, or no job has committed anything
   * @param ageMs how long ago its oldest record that was not read came
   */
  public record Behind(TopicPartition partition, long ageMs) {}

  private JobLag() {}

  /** Asks the broker, with the job's consumer group. */
  public static Behind of(String bootstrap, String group, List<String> topics, long nowMs) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.GROUP_ID_CONFIG,
            group,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) LIMIT.toMillis());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      Set<TopicPartition> all = new HashSet<>();
      topics.forEach(
          topic ->
              consumer
                  .partitionsFor(topic)
                  .forEach(info -> all.add(new TopicPartition(topic, info.partition()))));
      return oldest(consumer, unread(consumer, all), nowMs);
    } catch (KafkaException e) {
      throw CommandFailure.unreachable(
          "Kafka at %s did not tell how far group %s is: %s"
              .formatted(bootstrap, group, e.getMessage()),
          e);
    }
  }

  /** By partition with unread records, the offset of the first. */
  private static Map<TopicPartition, Long> unread(
      KafkaConsumer<byte[], byte[]> consumer, Set<TopicPartition> all) {
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(all);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(all);
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    Map<TopicPartition, Long> unread = new HashMap<>();
    committed.forEach(
        (partition, offset) -> {
          if (offset != null && offset.offset() < ends.get(partition)) {
            unread.put(partition, Math.max(offset.offset(), begins.get(partition)));
          }
        });
    return unread;
  }

  private static Behind oldest(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> unread, long nowMs) {
    Behind oldest = new Behind(null, 0);
    consumer.assign(unread.keySet());
    unread.forEach(consumer::seek);
    Set<TopicPartition> asked = new HashSet<>(unread.keySet());
    long deadlineNs = System.nanoTime() + LIMIT.toNanos();
    while (!asked.isEmpty() && System.nanoTime() < deadlineNs) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (asked.remove(partition)) {
          consumer.pause(Set.of(partition));
          long ageMs = nowMs - record.timestamp();
          oldest = ageMs > oldest.ageMs() ? new Behind(partition, ageMs) : oldest;
        }
      }
    }
    return oldest;
  }
}
