package io.playhead.subscriber;

import io.playhead.schemas.RejectReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts records that could not be used, by reason, and logs the first of each. Written by the
 * subscriber's thread, read on any.
 */
final class Rejections {
  private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);

  private final AtomicLongArray counts = new AtomicLongArray(RejectReason.values().length);

  /** The detail is a sentence without a member's id, and so is the log: a key is one. */
  void count(RejectReason reason, ConsumerRecord<?, ?> record, String detail) {
    if (counts.getAndIncrement(reason.ordinal()) == 0) {
      LOG.warn(
          "Skipped a record of {}-{} at offset {}: {} ({}). Further ones are counted, not logged.",
          record.topic(),
          record.partition(),
          record.offset(),
          reason.label(),
          detail);
    }
  }

  long total() {
    long total = 0;
    for (int reason = 0; reason < counts.length(); reason++) {
      total += counts.get(reason);
    }
    return total;
  }

  /** Reasons that have occurred. */
  Map<RejectReason, Long> byReason() {
    Map<RejectReason, Long> byReason = new EnumMap<>(RejectReason.class);
    for (RejectReason reason : RejectReason.values()) {
      long count = counts.get(reason.ordinal());
      if (count > 0) {
        byReason.put(reason, count);
      }
    }
    return byReason;
  }
}
