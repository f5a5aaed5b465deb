package io.playhead.subscriber;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far each partition has been handled, and how far that is committed. A record is handled when
 * the listener has returned for it or there was nothing to tell; a position is the offset after.
 */
final class HandledPositions {
  private final Map<TopicPartition, OffsetAndMetadata> handled = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

  void handled(ConsumerRecord<?, ?> record) {
    handled.put(
        new TopicPartition(record.topic(), record.partition()),
        new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
  }

  /** Everything before that offset is not to be read. */
  void startsAt(TopicPartition partition, long offset) {
    handled.put(partition, new OffsetAndMetadata(offset));
  }

  /** What is handled and not known to be committed. */
  Map<TopicPartition, OffsetAndMetadata> toCommit() {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>(handled);
    positions.entrySet().removeAll(committed.entrySet());
    return positions;
  }

  /** The broker has these. Partitions dropped since then stay dropped. */
  void committed(Map<TopicPartition, OffsetAndMetadata> positions) {
    committed.putAll(positions);
    committed.keySet().retainAll(handled.keySet());
  }

  /** A position of a partition that another process holds must never be committed from here. */
  void drop(Collection<TopicPartition> partitions) {
    handled.keySet().removeAll(partitions);
    committed.keySet().removeAll(partitions);
  }
}
