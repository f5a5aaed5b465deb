package io.playhead.deploy.recorder;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.Servers;
import io.playhead.schemas.recording.PartitionOffsets;
import java.time.Duration;
import java.util.ArrayDeque;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Ranges of some topics' offsets as one stream in the order of arrival: partitions merged by their
 * records' timestamps, each in its own order. What comes next depends on the next offset of each
 * partition alone, so that whoever begins at {@link #next()} goes on with the same stream. At most
 * {@link #BUFFERED_MAX} records of a partition are held, and one fetch. One thread.
 */
final class TopicMerge implements Iterator<ConsumerRecord<byte[], byte[]>>, AutoCloseable {
  // Of 64 partitions of events 500 x 300 B = 10 MB, of 64 of pages 500 x 3 KB = 96 MB.
  private static final int BUFFERED_MAX = 500;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long SILENCE_NS = TimeUnit.SECONDS.toNanos(30);

  private final String bootstrap;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<TopicPartition, Long> offsets = new HashMap<>();
  private final Map<TopicPartition, ArrayDeque<ConsumerRecord<byte[], byte[]>>> buffers =
      new HashMap<>();
  private final Set<TopicPartition> empty = new HashSet<>(); // unread, and nothing of it buffered
  private final PriorityQueue<ConsumerRecord<byte[], byte[]>> heads =
      new PriorityQueue<>(
          Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
              .thenComparing(ConsumerRecord::topic)
              .thenComparingInt(ConsumerRecord::partition));
  private long passedCount;

  TopicMerge(RecordOptions options, Map<String, List<PartitionOffsets>> ranges) {
    this.bootstrap = options.bootstrap();
    this.consumer = RecorderConsumer.connect(options, BUFFERED_MAX);
    ranges.forEach((topic, partitions) -> partitions.forEach(each -> add(topic, each)));
    try {
      consumer.assign(ends.keySet());
      offsets.forEach(consumer::seek);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private void add(String topic, PartitionOffsets range) {
    TopicPartition partition = new TopicPartition(topic, range.partition());
    ends.put(partition, range.to());
    offsets.put(partition, range.from());
    buffers.put(partition, new ArrayDeque<>());
    empty.add(partition);
  }

  /** Offsets passed so far, those that hold no record included. */
  long passedCount() {
    return passedCount;
  }

  /** The offset after the last record that was taken of a partition, or its first. */
  long nextOffset(String topic, int partition) {
    return offsets.get(new TopicPartition(topic, partition));
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
    long after = record.offset() + 1;
    passedCount += after - offsets.put(partition, after);
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
      boolean came = poll();
      for (TopicPartition partition : List.copyOf(empty)) {
        if (!buffers.get(partition).isEmpty()) {
          empty.remove(partition);
          advance(partition);
        }
      }
      empty.removeIf(this::isAtEnd);
      if (came) {
        sinceNs = System.nanoTime();
      } else if (System.nanoTime() - sinceNs > SILENCE_NS) {
        throw CommandFailure.unreachable(
            "Kafka at " + bootstrap + " has stopped sending the rest of " + empty, null);
      }
    }
  }

  private boolean poll() {
    try {
      var records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < ends.get(partition)) {
          buffers.get(partition).add(record);
        }
      }
      return !records.isEmpty();
    } catch (OffsetOutOfRangeException e) {
      throw CommandFailure.badInput(
          "Kafka at "
              + bootstrap
              + " has deleted records of "
              + e.partitions()
              + " before they were read; record a range that its retention keeps",
          e);
    } catch (AuthorizationException | AuthenticationException e) {
      throw Servers.failure(bootstrap, AclOperation.READ, e.getMessage(), e);
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
