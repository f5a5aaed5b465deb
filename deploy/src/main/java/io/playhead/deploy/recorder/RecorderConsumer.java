package io.playhead.deploy.recorder;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The consumer that reads what was committed, byte for byte, and nothing by itself. Stateless. */
final class RecorderConsumer {
  private RecorderConsumer() {}

  /** One that returns at most {@code recordsMax} at a time. */
  static KafkaConsumer<byte[], byte[]> connect(RecordOptions options, int recordsMax) {
    Map<String, Object> own =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            options.bootstrap(),
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            // What retention has deleted must not be jumped over.
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            recordsMax);
    return new KafkaConsumer<>(
        options.clients().kafka(own), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
