package io.playhead.deploy.recorder;

import io.playhead.deploy.CommandFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What is on some topics now, from their beginnings to their ends at the start, as one stream in
 * the order of arrival: partitions merged by their records' timestamps, each in its own order. At
 * most {@link #BUFFERED_MAX} records of a partition are held, and one fetch. One thread.
 */
final class TopicMerge implements Iterator<ConsumerRecord<byte[], byte[]>>, AutoCloseable {
  // 2,000 records x 300 B x 64 partitions = 40 MB.
  private static final int BUFFERED_MAX = 2_000;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long SILENCE_NS = TimeUnit.SECONDS.toNanos(30);

  private final String bootstrap;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends;
  private final Map<TopicPartition, ArrayDeque<ConsumerRecord<byte[], byte[]>>> buffers =
      new HashMap<>();
  private final Set<TopicPartition> empty = new HashSet<>(); // unread, and nothing of it buffered
  private final PriorityQueue<ConsumerRecord<byte[], byte[]>> heads =
      new PriorityQueue<>(
          Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
              .thenComparing(ConsumerRecord::topic)
              .thenComparingInt(ConsumerRecord::partition));

  TopicMerge(String bootstrap, Collection<String> topics) {
    this.bootstrap = bootstrap;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                BUFFERED_MAX),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    try {
      List<TopicPartition> partitions = new ArrayList<>();
      topics.forEach(topic -> partitions.addAll(partitions(topic)));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      this.ends = consumer.endOffsets(partitions);
      for (TopicPartition partition : partitions) {
        buffers.put(partition, new ArrayDeque<>());
        empty.add(partition);
      }
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private List<TopicPartition> partitions(String topic) {
    List<PartitionInfo> found = consumer.partitionsFor(topic);
    if (found == null || found.isEmpty()) {
      throw CommandFailure.unreachable(
          "the broker at "
              + bootstrap
              + " has no topic "
              + topic
              + "; 'run --prepare' makes the topics",
          null);
    }
    return found.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
  }

  /** Records that are on the topics, at most: offsets of a compacted topic have gaps. */
  long sizeMax() {
    return ends.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public boolean hasNext() {
    fill();
    return !heads.isEmpty();
  }

  @Override
  public ConsumerRecord<byte[], byte[]> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ConsumerRecord<byte[], byte[]> record = heads.poll();
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    advance(partition);
    return record;
  }

  /** Reads until every partition has a head or is at its end: only then the oldest is known. */
  private void fill() {
    long sinceNs = System.nanoTime();
    empty.removeIf(this::isAtEnd);
    while (!empty.isEmpty()) {
      // Partitions that have enough would else grow while a slow one is waited for.
      consumer.pause(buffers.keySet());
      consumer.resume(empty);
      var records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < ends.get(partition)) {
          buffers.get(partition).add(record);
        }
      }
      for (TopicPartition partition : List.copyOf(empty)) {
        if (!buffers.get(partition).isEmpty()) {
          empty.remove(partition);
          advance(partition);
        }
      }
      empty.removeIf(this::isAtEnd);
      if (!records.isEmpty()) {
        sinceNs = System.nanoTime();
      } else if (System.nanoTime() - sinceNs > SILENCE_NS) {
        throw CommandFailure.unreachable(
            "Kafka at " + bootstrap + " has stopped sending the rest of " + empty, null);
      }
    }
  }

  private boolean isAtEnd(TopicPartition partition) {
    return consumer.position(partition) >= ends.get(partition);
  }

  private void advance(TopicPartition partition) {
    ConsumerRecord<byte[], byte[]> head = buffers.get(partition).poll();
    if (head == null) {
      empty.add(partition);
    } else {
      heads.add(head);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
