package io.playhead.deploy.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads a few records of a topic, from either end. Stateless. */
public final class TopicSample {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(20);

  private TopicSample() {}

  /** Of each partition the oldest {@code count} records, or those that come within 20 s. */
  public static List<ConsumerRecord<byte[], byte[]>> oldest(
      KafkaAccess kafka, String topic, int count) {
    return read(kafka, topic, count, false);
  }

  /** Of each partition the newest {@code count}, as offsets count, or those that come in 20 s. */
  public static List<ConsumerRecord<byte[], byte[]>> newest(
      KafkaAccess kafka, String topic, int count) {
    return read(kafka, topic, count, true);
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(
      KafkaAccess kafka, String topic, int count, boolean newest) {
    try (KafkaConsumer<byte[], byte[]> reader = kafka.consumer("read_committed")) {
      List<TopicPartition> partitions = TopicScan.partitions(reader, List.of(topic));
      reader.assign(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      Map<TopicPartition, Integer> left = new HashMap<>();
      reader
          .beginningOffsets(partitions)
          .forEach(
              (partition, beginning) -> {
                long from = newest ? Math.max(beginning, ends.get(partition) - count) : beginning;
                reader.seek(partition, from);
                left.put(partition, count);
              });
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      long untilNs = System.nanoTime() + LIMIT_NS;
      while (System.nanoTime() - untilNs < 0
          && left.entrySet().stream()
              .anyMatch(
                  each ->
                      each.getValue() > 0
                          && reader.position(each.getKey()) < ends.get(each.getKey()))) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          if (left.merge(partition, -1, Integer::sum) >= 0) {
            records.add(record);
          }
        }
      }
      return records;
    }
  }
}
