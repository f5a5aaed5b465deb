package io.playhead.stream;

import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The job's ends in production. Clients keep trying for ever: an outage of the broker holds the job
 * up and loses nothing.
 *
 * <p>Without a checkpoint to restore, every topic is read from its beginning, whatever the group
 * committed: members' windows are made of all their events, and a revision must never go back.
 * Committed offsets are for lag monitors only.
 */
final class KafkaEnds {
  /** The topics of members' events. */
  static final List<String> MEMBER_TOPICS =
      List.of(
          Topics.PLAYBACK_EVENTS, Topics.DEVICE_EVENTS, Topics.FEEDBACK_EVENTS, Topics.ERASURES);

  /** The topics that every page subtask must hear. */
  static final List<String> CONTROL_TOPICS = List.of(Topics.TITLES, Topics.MODEL_RELEASES);

  /**
   * The client reads one partition's fetch to its end before it turns to the next, and in a backlog
   * all others' event time stands meanwhile: for 80,000 events with 16 MiB, for some 400 with 64
   * KiB. A larger record still comes, alone.
   */
  private static final int PARTITION_FETCH_BYTES = 64 << 10;

  /**
   * How soon a partition that was added is read. What stands there meanwhile must not be older than
   * the lateness when it is: a sixtieth of the default one, and one request to the broker.
   */
  private static final int DISCOVERY_MS = 10_000;

  /** All partitions' records of one fetch; 64 MiB. */
  private static final int FETCH_BYTES = 64 << 20;

  /** Ours are below 300 KB (a rejected value is cut at 256 KiB); the broker's own limit decides. */
  private static final int REQUEST_BYTES_MAX = 4 << 20;

  /** A batch of lists is 64 x 3 KB over some partitions; 128 KiB, so that one request takes it. */
  private static final int BATCH_BYTES = 128 << 10;

  /** Longer than any outage we want to live through without a restart; 24 days, an int's worth. */
  private static final int FOR_EVER_MS = Integer.MAX_VALUE;

  /** Under the broker's transaction.max.timeout.ms of 15 min, over checkpoint plus restart. */
  private static final int TRANSACTION_TIMEOUT_MS = 14 * 60_000;

  private final String bootstrap;
  private final String group;
  private final DeliveryGuarantee delivery;
  private final SchemaIdsFactory schemaIds;
  private final ClientSettings clients;

  KafkaEnds(
      String bootstrap,
      String group,
      DeliveryGuarantee delivery,
      SchemaIdsFactory schemaIds,
      ClientSettings clients) {
    this.bootstrap = bootstrap;
    this.group = group;
    this.delivery = delivery;
    this.schemaIds = schemaIds;
    this.clients = clients;
  }

  /** Sources; with {@code stopAt}, by topic the end offset of each partition, they end there. */
  JobSources sources(int parallelism, Map<String, long[]> stopAt) {
    return new JobSources(
        source(MEMBER_TOPICS, stopAt), parallelism, source(CONTROL_TOPICS, stopAt));
  }

  JobSinks sinks() {
    return new JobSinks(sink("members"), sink(Topics.REJECTED_EVENTS));
  }

  /** Where copies of what was read go, byte for byte. */
  Sink<RawRecord> copies(String topic) {
    return KafkaSink.<RawRecord>builder()
        .setBootstrapServers(bootstrap)
        .setKafkaProducerConfig(producer())
        .setDeliveryGuarantee(delivery)
        .setTransactionalIdPrefix(group + "-" + topic)
        .setRecordSerializer(
            (KafkaRecordSerializationSchema<RawRecord>)
                (raw, context, timestampMs) -> new ProducerRecord<>(topic, raw.key(), raw.value()))
        .build();
  }

  private KafkaSource<RawRecord> source(List<String> topics, Map<String, long[]> stopAt) {
    KafkaSourceBuilder<RawRecord> builder =
        KafkaSource.<RawRecord>builder()
            .setProperties(properties(clients.kafka(Map.of())))
            .setBootstrapServers(bootstrap)
            .setGroupId(group)
            .setClientIdPrefix(group + "-" + topics.get(0))
            .setTopics(topics)
            .setStartingOffsets(new FromBeginning())
            .setDeserializer(new RawRecordDeserializer())
            .setProperty(
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "" + PARTITION_FETCH_BYTES)
            .setProperty(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "" + FETCH_BYTES)
            .setProperty(
                "partition.discovery.interval.ms", stopAt.isEmpty() ? "" + DISCOVERY_MS : "-1");
    if (!stopAt.isEmpty()) {
      builder.setBounded(OffsetsInitializer.offsets(ends(topics, stopAt)));
    }
    return builder.build();
  }

  private static Map<TopicPartition, Long> ends(List<String> topics, Map<String, long[]> stopAt) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (String topic : topics) {
      long[] offsets = stopAt.get(topic);
      for (int partition = 0; partition < offsets.length; partition++) {
        ends.put(new TopicPartition(topic, partition), offsets[partition]);
      }
    }
    return ends;
  }

  private KafkaSink<OutRecord> sink(String name) {
    return KafkaSink.<OutRecord>builder()
        .setBootstrapServers(bootstrap)
        .setKafkaProducerConfig(producer())
        .setDeliveryGuarantee(delivery)
        .setTransactionalIdPrefix(group + "-" + name)
        .setRecordSerializer(new OutRecordSerializer(schemaIds))
        .build();
  }

  private Properties producer() {
    Properties producer = properties(clients.kafka(Map.of()));
    producer.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    producer.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    producer.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    producer.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "" + FOR_EVER_MS);
    producer.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, "" + FOR_EVER_MS);
    producer.setProperty(ProducerConfig.RETRIES_CONFIG, "" + Integer.MAX_VALUE);
    producer.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, "" + BATCH_BYTES);
    producer.setProperty(ProducerConfig.LINGER_MS_CONFIG, "2");
    producer.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, "" + REQUEST_BYTES_MAX);
    producer.setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "" + TRANSACTION_TIMEOUT_MS);
    return producer;
  }

  private static Properties properties(Map<String, Object> settings) {
    Properties properties = new Properties();
    properties.putAll(settings);
    return properties;
  }
}
