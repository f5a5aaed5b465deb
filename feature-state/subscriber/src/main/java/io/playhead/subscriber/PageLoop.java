package io.playhead.subscriber;

import io.playhead.schemas.RegistryUnreachableException;
import io.playhead.schemas.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumer's loop, one {@link #step} at a time: poll, tell the listener, commit. Coordinates;
 * what it goes by is decided in the classes it calls. Belongs to the thread that steps, save {@link
 * #stop}.
 */
final class PageLoop implements AutoCloseable {
  /**
   * A poll without records waits that long, and so does a close. No request goes out in each: the
   * client has a fetch of its own waiting at the broker.
   */
  private static final Duration POLL_LIMIT = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(PageLoop.class);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicEnds ends;
  private final StartPositions startPositions;
  private final Deliveries deliveries;
  private final PageListener listener;
  private final LongSupplier clockNs;
  private final HandledPositions positions = new HandledPositions();
  private final Commits commits;
  private final RegistryOutage outage;

  /** Polled and not handled: max.poll.records at most, unless a rebalance falls in an outage. */
  private final Queue<ConsumerRecord<byte[], byte[]>> pending = new ArrayDeque<>();

  /** Null in a group, where a rebalance gives partitions. */
  private final AllPartitions allPartitions;

  private boolean hasPartitions;
  private boolean caughtUp;
  private volatile boolean stopping;

  /** Joins the group, if there is one, or takes every partition. Takes over the consumer. */
  PageLoop(
      Consumer<byte[], byte[]> consumer,
      TopicEnds ends,
      Start start,
      Deliveries deliveries,
      PageListener listener,
      LongSupplier clockNs) {
    this.consumer = consumer;
    this.ends = ends;
    this.startPositions = new StartPositions(ends, start.fromNow());
    this.deliveries = deliveries;
    this.listener = listener;
    this.clockNs = clockNs;
    this.commits = new Commits(consumer, positions);
    this.outage = new RegistryOutage(consumer, clockNs);
    if (start.inGroup()) {
      allPartitions = null;
      consumer.subscribe(List.of(Topics.RECOMMENDATIONS), new Rebalance());
    } else {
      allPartitions = new AllPartitions(consumer, ends.offsets().keySet(), clockNs.getAsLong());
      hasPartitions = true;
    }
  }

  /**
   * How a subscriber starts.
   *
   * @param inGroup whether it shares the partitions with others and commits its positions
   * @param fromNow whether, without a committed position, it starts at the end
   */
  record Start(boolean inGroup, boolean fromNow) {}

  /** One poll and what follows from it. */
  void step() {
    outage.beforePoll();
    if (allPartitions != null) {
      allPartitions.lookForNew(clockNs.getAsLong());
    }
    try {
      consumer.poll(POLL_LIMIT).forEach(pending::add);
    } catch (InvalidOffsetException e) {
      deliveries.drop(e.partitions());
      startPositions.place(e, consumer, positions);
      return;
    }
    if (outage.allowsTry()) {
      deliverPending();
    }
    if (allPartitions == null) {
      commits.commitSoon();
    }
    if (!caughtUp && hasPartitions && pending.isEmpty()) {
      caughtUp = ends.areReachedBy(consumer);
    }
  }

  private void deliverPending() {
    while (!pending.isEmpty() && !stopping) {
      ConsumerRecord<byte[], byte[]> record = pending.element();
      try {
        Delivery delivery;
        try {
          delivery = deliveries.of(record);
        } catch (RegistryUnreachableException e) {
          outage.failed(e);
          return;
        }
        delivery.to(listener);
      } catch (RuntimeException | Error e) {
        LOG.error(
            "The subscriber stops before {}-{} offset {}",
            record.topic(),
            record.partition(),
            record.offset());
        throw e;
      }
      positions.handled(record);
      pending.remove();
    }
    if (pending.isEmpty()) {
      outage.over();
    }
  }

  /** Whether all that was on the partitions held, when the subscriber started, is handled. */
  boolean isCaughtUp() {
    return caughtUp;
  }

  /** Asks the loop to end after the record it is at; on any thread. */
  void stop() {
    stopping = true;
  }

  /** On any thread. */
  boolean isStopping() {
    return stopping;
  }

  /** Counts of which may be read on any thread. */
  Deliveries deliveries() {
    return deliveries;
  }

  /** Commits what is handled and leaves the group. */
  @Override
  public void close() {
    try (consumer) {
      if (allPartitions == null) {
        commits.commitNow();
      }
    }
  }

  /** Called from within polls, and when the consumer closes. */
  private final class Rebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      hasPartitions = true; // of several processes, some may get none
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      commits.commitNow();
      onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      pending.removeIf(
          record -> partitions.contains(new TopicPartition(record.topic(), record.partition())));
      positions.drop(partitions);
      deliveries.drop(partitions);
    }
  }
}
