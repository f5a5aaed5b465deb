package io.playhead.subscriber;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where to begin on partitions that have no usable position. Kafka's own {@code latest} would begin
 * wherever a partition ends when it is first looked at, and leave out what came to a partition that
 * was added a minute before; here "now" is the end when the subscriber started, and is committed.
 */
final class StartPositions {
  private static final Logger LOG = LoggerFactory.getLogger(StartPositions.class);

  private final TopicEnds ends;
  private final boolean fromNow;

  StartPositions(TopicEnds ends, boolean fromNow) {
    this.ends = ends;
    this.fromNow = fromNow;
  }

  /** Places the consumer on the partitions that a poll could not go on with. */
  void place(InvalidOffsetException missing, Consumer<?, ?> consumer, HandledPositions positions) {
    boolean first = missing instanceof NoOffsetForPartitionException;
    if (!first) {
      // The topic was made anew, or its broker lost its end: only its beginning has every member.
      LOG.warn(
          "A position is not on the topic any more, starting from the beginning: {}",
          missing.getMessage());
    }
    positions.drop(missing.partitions());
    List<TopicPartition> toBeginning = new ArrayList<>();
    for (TopicPartition partition : missing.partitions()) {
      Long end = ends.offsets().get(partition);
      if (first && fromNow && end != null) {
        consumer.seek(partition, end);
        positions.startsAt(partition, end);
      } else {
        toBeginning.add(partition);
      }
    }
    if (!toBeginning.isEmpty()) { // of no partitions, it would be of all
      consumer.seekToBeginning(toBeginning);
    }
  }
}
