package io.playhead.view.store;

import io.playhead.schemas.RecordDecoder;
import io.playhead.schemas.RegistryUnreachableException;
import io.playhead.schemas.RejectReason;
import io.playhead.schemas.RejectedRecordException;
import io.playhead.schemas.SchemaIds;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values of one topic as records, held against their keys. Belongs to one thread, which it blocks
 * while the registry does not answer: ids are cached, so this happens at new ids only.
 */
final class TopicDecoder<T extends SpecificRecord> {
  private static final Logger LOG = LoggerFactory.getLogger(TopicDecoder.class);

  /** Under Kafka's max.poll.interval.ms of five minutes, after which the partition would move. */
  private static final long PATIENCE_NS = 120_000_000_000L;

  private static final long WAIT_NS = 500_000_000L;

  private final String topic;
  private final RecordDecoder<T> decoder;
  private final Function<T, String> id;
  private final RecordCounts counts;

  TopicDecoder(
      String topic, Class<T> type, Function<T, String> id, SchemaIds ids, RecordCounts counts) {
    this.topic = topic;
    this.decoder = new RecordDecoder<>(type, ids);
    this.id = id;
    this.counts = counts;
  }

  /** The record, or null for one that cannot be used, which is counted. */
  T decode(String key, byte[] value) {
    try {
      T record = patiently(value);
      if (!id.apply(record).equals(key)) {
        throw new RejectedRecordException(
            RejectReason.KEY_MISMATCH, "The record's key is not the id in its value.");
      }
      return record;
    } catch (RejectedRecordException e) {
      counts.rejected(topic, e);
      return null;
    }
  }

  private T patiently(byte[] value) throws RejectedRecordException {
    long startNs = System.nanoTime();
    while (true) {
      try {
        return decoder.decode(value);
      } catch (RegistryUnreachableException e) {
        if (System.nanoTime() - startNs > PATIENCE_NS || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LOG.warn("The schema registry does not answer ({}); asking again", e.getMessage());
        LockSupport.parkNanos(WAIT_NS);
      }
    }
  }
}
