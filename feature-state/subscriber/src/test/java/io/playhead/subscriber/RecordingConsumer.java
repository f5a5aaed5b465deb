package io.playhead.subscriber;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;

/** Kafka's own mock, which remembers commits after it is closed and can delay their answers. */
final class RecordingConsumer extends MockConsumer<byte[], byte[]> {
  /** Offsets by partition, as the broker would have them. */
  final Map<TopicPartition, Long> commits = new HashMap<>();

  /** How many commits were sent, of either kind. */
  int commitCount;

  /** While true, answers to commits in passing wait in {@link #unanswered}. */
  boolean holdsAnswers;

  final List<OffsetCommitCallback> unanswered = new ArrayList<>();

  /** What a real rebalance would call; the mock never calls onPartitionsLost. */
  ConsumerRebalanceListener rebalanceListener;

  RecordingConsumer() {
    super("none");
  }

  @Override
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
    rebalanceListener = listener;
    super.subscribe(topics, listener);
  }

  @Override
  public synchronized void commitAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
    commitCount++;
    if (holdsAnswers && callback != null) {
      unanswered.add(callback);
      return;
    }
    offsets.forEach((partition, position) -> commits.put(partition, position.offset()));
    super.commitAsync(offsets, callback);
  }
}
