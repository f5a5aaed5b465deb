package io.playhead.deploy.chaos;

import io.playhead.deploy.CommandFailure;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the input, each record once and in order whatever happens to the brokers, and notes in the
 * ledger what they have taken. Waits for brokers as long as a run may take. Any thread.
 */
final class AckedWriter implements AutoCloseable {
  private static final int PATIENCE_MS = 15 * 60_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final Ledger ledger;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  AckedWriter(String bootstrap, Ledger ledger) {
    this.ledger = ledger;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                PATIENCE_MS,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE_MS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                16 << 20,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                64L << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends without waiting, unless there is no room; a failed send is thrown by the next call. */
  void send(InputEvent event) {
    throwFailure();
    byte[] key = event.memberId().getBytes(StandardCharsets.UTF_8);
    producer.send(
        new ProducerRecord<>(event.topic(), key, event.value()),
        (taken, e) -> {
          if (e == null) {
            ledger.taken(event, new Place(taken.topic(), taken.partition(), taken.offset()));
          } else {
            failure.compareAndSet(null, e);
          }
        });
  }

  /** Waits until the brokers have all of it. */
  void flush() {
    producer.flush();
    throwFailure();
  }

  private void throwFailure() {
    Exception e = failure.get();
    if (e != null) {
      throw CommandFailure.other("the brokers did not take an event: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    producer.close(java.time.Duration.ofSeconds(5));
  }
}
