package io.playhead.view;

import io.playhead.view.store.BoundedMemory;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How Kafka Streams runs here, and why. */
final class StreamsSettings {
  /** A dead instance's members are answered from copies until the group has noticed. */
  private static final String SESSION_TIMEOUT_MS = "10000";

  private static final String HEARTBEAT_MS = "2000";

  /** Pages read twice after a crash: 200 ms of them. */
  private static final String COMMIT_MS = "200";

  /**
   * A store behind by more is restored on a standby first; a second's pages of a busy partition.
   */
  private static final String LAG_MAX = "10000";

  /** How soon an instance that has caught up gets partitions back; 10 min by default. */
  private static final int PROBING_MS = 60_000;

  private StreamsSettings() {}

  static Properties of(ViewOptions options, String server) {
    Properties properties = new Properties();
    properties.putAll(options.clients().kafka(Map.of()));
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, options.applicationId());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrap());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, options.stateDir().toString());
    properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, server);
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, options.threads());
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, options.standbys());
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MS);
    properties.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, LAG_MAX);
    properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING_MS);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemory.class);
    properties.put(BoundedMemory.MEMORY_MB, Integer.toString(options.storeMemoryMb()));
    // -1: as many copies of the changelogs as the broker gives a topic.
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, "-1");
    consumer(properties, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer(properties, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    consumer(properties, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
    // A list of an exactly-once job is read when it is committed.
    consumer(properties, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), "5");
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), "16777216");
    return properties;
  }

  private static void consumer(Properties properties, String name, String value) {
    properties.put(StreamsConfig.consumerPrefix(name), value);
  }
}
