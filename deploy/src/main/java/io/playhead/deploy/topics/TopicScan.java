package io.playhead.deploy.topics;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.Progress;
import io.playhead.deploy.local.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;

/**
 * Reads whole topics: every record that is on disk, of aborted transactions too, from the oldest to
 * what is the newest at the start. One thread.
 */
public final class TopicScan {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long SILENCE_NS = TimeUnit.SECONDS.toNanos(30);

  private TopicScan() {}

  /** Hands all records to {@code consumer}, each partition's in order; returns how many. */
  public static long read(
      KafkaAccess kafka,
      Collection<String> topics,
      Consumer<ConsumerRecord<byte[], byte[]>> consumer) {
    try (KafkaConsumer<byte[], byte[]> reader = kafka.consumer("read_uncommitted")) {
      List<TopicPartition> partitions = partitions(reader, topics);
      reader.assign(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      Map<TopicPartition, Long> beginnings = reader.beginningOffsets(partitions);
      beginnings.forEach(reader::seek);
      long total = 0;
      for (TopicPartition partition : partitions) {
        total += ends.get(partition) - beginnings.get(partition);
      }
      try (Progress progress = Progress.start("Reading topics", total, " records", 1)) {
        return read(kafka, reader, ends, consumer, progress);
      }
    } catch (KafkaException e) {
      String silence =
          "Kafka at " + kafka.bootstrap() + " cannot be read to the end: " + e.getMessage();
      throw Servers.failure(kafka.bootstrap(), AclOperation.READ, silence, e);
    }
  }

  private static long read(
      KafkaAccess kafka,
      KafkaConsumer<byte[], byte[]> reader,
      Map<TopicPartition, Long> ends,
      Consumer<ConsumerRecord<byte[], byte[]>> consumer,
      Progress progress) {
    long count = 0;
    long sinceNs = System.nanoTime();
    while (true) {
      // Positions move over what holds no record; who waited for the last offset's would wait on.
      List<TopicPartition> left = new ArrayList<>();
      ends.forEach(
          (partition, end) -> {
            if (reader.position(partition) < end) {
              left.add(partition);
            }
          });
      if (left.isEmpty()) {
        return count;
      }
      var records = reader.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
          consumer.accept(record);
          count++;
        }
      }
      progress.at(count);
      if (!records.isEmpty()) {
        sinceNs = System.nanoTime();
      } else if (System.nanoTime() - sinceNs > SILENCE_NS) {
        throw CommandFailure.unreachable(
            "Kafka at " + kafka.bootstrap() + " has stopped sending the rest of " + left, null);
      }
    }
  }

  /** All partitions of those topics. */
  public static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> reader, Collection<String> topics) {
    return topics.stream()
        .flatMap(topic -> reader.partitionsFor(topic).stream())
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }
}
