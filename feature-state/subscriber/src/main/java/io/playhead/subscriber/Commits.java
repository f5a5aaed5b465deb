package io.playhead.subscriber;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what is handled: in passing while pages come, so that none waits for it, and at once when
 * partitions are given back. A commit that fails costs a repetition and never a page.
 */
final class Commits {
  /** A rebalance, and with it the whole group, waits no longer than that. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

  private final Consumer<?, ?> consumer;
  private final HandledPositions positions;
  private boolean inFlight;
  private boolean failing;

  Commits(Consumer<?, ?> consumer, HandledPositions positions) {
    this.consumer = consumer;
    this.positions = positions;
  }

  /**
   * Sends one unless one is on its way. So a busy subscriber commits once in a round trip to the
   * broker, whatever the number of its polls.
   */
  void commitSoon() {
    Map<TopicPartition, OffsetAndMetadata> toCommit = positions.toCommit();
    if (inFlight || toCommit.isEmpty()) {
      return;
    }
    inFlight = true;
    consumer.commitAsync(
        toCommit,
        (offsets, failure) -> {
          inFlight = false;
          if (failure == null) {
            succeeded(offsets);
          } else {
            failed(failure);
          }
        });
  }

  /** Waits for the broker's answer, for {@link #LIMIT} at most. */
  void commitNow() {
    Map<TopicPartition, OffsetAndMetadata> toCommit = positions.toCommit();
    if (toCommit.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(toCommit, LIMIT);
      succeeded(toCommit);
    } catch (KafkaException e) {
      failed(e);
    }
  }

  private void succeeded(Map<TopicPartition, OffsetAndMetadata> offsets) {
    positions.committed(offsets);
    failing = false;
  }

  /** No reason to stop: what is wrong for good, poll says too. */
  private void failed(Exception failure) {
    if (!failing) {
      LOG.warn(
          "The position could not be committed; pages since the last commit may come again: {}",
          failure.toString());
    }
    failing = true;
  }
}
