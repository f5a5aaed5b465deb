package io.playhead.subscriber;

import io.playhead.schemas.RegistryUnreachableException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the consumer still while the registry is away: partitions are paused, so that polls keep
 * the place in the group and bring nothing.
 */
final class RegistryOutage {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryOutage.class);

  private final RetryDelay delay = new RetryDelay();
  private final Consumer<?, ?> consumer;
  private final LongSupplier clockNs;

  RegistryOutage(Consumer<?, ?> consumer, LongSupplier clockNs) {
    this.consumer = consumer;
    this.clockNs = clockNs;
  }

  /** Before each poll: what a rebalance has brought since the last one is not paused. */
  void beforePoll() {
    if (delay.isWaiting()) {
      consumer.pause(consumer.assignment());
    }
  }

  /** Whether to try a record now. */
  boolean allowsTry() {
    return delay.isDue(clockNs.getAsLong());
  }

  /** It gave no answer. */
  void failed(RegistryUnreachableException e) {
    if (!delay.isWaiting()) {
      LOG.warn("Pages wait for the schema registry, none is lost: {}", e.getMessage());
    }
    delay.failed(clockNs.getAsLong());
  }

  /** Nothing waits for it any more. */
  void over() {
    if (delay.isWaiting()) {
      delay.succeeded();
      consumer.resume(consumer.assignment());
      LOG.info("No page waits for the schema registry any more");
    }
  }
}
