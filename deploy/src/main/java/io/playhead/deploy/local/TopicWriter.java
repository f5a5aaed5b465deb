package io.playhead.deploy.local;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.Erasure;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.ReleaseLane;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import io.playhead.schemas.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Writes records to their topics in the wire format, each key to the partition where every Kafka
 * client would put it. Sends without waiting; a failed send is thrown by the next call. One thread.
 */
public final class TopicWriter implements AutoCloseable {
  private final String bootstrap;
  private final SchemaIds schemaIds;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, Integer> partitionCounts = new HashMap<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /** Connects when the first record is sent. */
  public TopicWriter(String bootstrap, SchemaIds schemaIds) {
    this(bootstrap, schemaIds, ClientSettings.NONE);
  }

  /** The same where Kafka wants to know who writes, or is reached over TLS. */
  public TopicWriter(String bootstrap, SchemaIds schemaIds, ClientSettings clients) {
    this.bootstrap = bootstrap;
    this.schemaIds = schemaIds;
    this.producer =
        new KafkaProducer<>(
            clients.kafka(
                Map.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    bootstrap,
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.BUFFER_MEMORY_CONFIG,
                    48L * 1024 * 1024,
                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                    TopicSettings.MESSAGE_BYTES_MAX)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends an event, title, release or erasure to its topic under its key. */
  public void send(SpecificRecord record) {
    String topic = topicOf(record);
    int id = ids.computeIfAbsent(topic, schemaIds::idOf);
    sendBytes(topic, keyOf(record), WireFormat.encode(id, AvroBytes.encode(record)));
  }

  /** Sends bytes as they are; a null value deletes. */
  public void sendBytes(String topic, String key, byte[] value) {
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    checkSent();
    int partition = partition(keyBytes, partitionCount(topic));
    producer.send(
        new ProducerRecord<>(topic, partition, keyBytes, value),
        (metadata, e) -> {
          if (e != null) {
            failure.compareAndSet(null, named(topic, e));
          }
        });
  }

  /** Waits until everything sent is on the broker. */
  public void flush() {
    producer.flush();
    checkSent();
  }

  /** Number of partitions of a topic. */
  public int partitionCount(String topic) {
    try {
      return partitionCounts.computeIfAbsent(topic, name -> producer.partitionsFor(name).size());
    } catch (AuthorizationException | AuthenticationException e) {
      throw refused(e);
    }
  }

  /** The partition of a key by Kafka's own rule: murmur2 of its bytes. */
  static int partition(byte[] key, int partitionCount) {
    return Utils.toPositive(Utils.murmur2(key)) % partitionCount;
  }

  /** The partition of a key on a topic of {@code partitionCount}. */
  public static int partition(String key, int partitionCount) {
    return partition(key.getBytes(StandardCharsets.UTF_8), partitionCount);
  }

  /** An idempotent producer that may write nowhere is refused by the cluster, without a topic. */
  private static Exception named(String topic, Exception e) {
    return e instanceof ClusterAuthorizationException
        ? new TopicAuthorizationException(Set.of(topic))
        : e;
  }

  private void checkSent() {
    Exception e = failure.get();
    if (e != null) {
      throw refused(e);
    }
  }

  private CommandFailure refused(Exception e) {
    String other = "Kafka at " + bootstrap + " did not take a record: " + e.getMessage();
    return Servers.failure(bootstrap, AclOperation.WRITE, other, e);
  }

  /** The topic that records of this class belong to. */
  static String topicOf(SpecificRecord record) {
    if (record instanceof PlaybackEvent) {
      return Topics.PLAYBACK_EVENTS;
    } else if (record instanceof DeviceEvent) {
      return Topics.DEVICE_EVENTS;
    } else if (record instanceof FeedbackEvent) {
      return Topics.FEEDBACK_EVENTS;
    } else if (record instanceof Title) {
      return Topics.TITLES;
    } else if (record instanceof ModelRelease) {
      return Topics.MODEL_RELEASES;
    } else if (record instanceof Erasure) {
      return Topics.ERASURES;
    }
    throw new IllegalArgumentException("no topic takes " + record.getClass());
  }

  /** The key that goes with a record. */
  static String keyOf(SpecificRecord record) {
    if (record instanceof PlaybackEvent event) {
      return event.getMemberId();
    } else if (record instanceof DeviceEvent event) {
      return event.getMemberId();
    } else if (record instanceof FeedbackEvent event) {
      return event.getMemberId();
    } else if (record instanceof Title title) {
      return title.getTitleId();
    } else if (record instanceof ModelRelease release) {
      return ReleaseLane.key(release);
    } else if (record instanceof Erasure erasure) {
      return erasure.getMemberId();
    }
    throw new IllegalArgumentException("no key for " + record.getClass());
  }

  @Override
  public void close() {
    producer.close(java.time.Duration.ofSeconds(5));
  }
}
