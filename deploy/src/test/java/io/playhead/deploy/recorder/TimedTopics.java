package io.playhead.deploy.recorder;

import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.DeviceState;
import io.playhead.schemas.Feedback;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Reflects;
import io.playhead.schemas.RequestContext;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Timings;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import io.playhead.schemas.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts records on topics at times of its own on Kafka's clock, and remembers them. Fixture. */
final class TimedTopics implements AutoCloseable {
  static final int PARTITIONS = 3;

  /**
   * What was sent.
   *
   * @param record null: a removal, or bytes that are no record
   */
  record Sent(String topic, String key, SpecificRecord record, long appendedMs, long eventTimeMs) {}

  private final SchemaIds ids;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, List<List<Sent>>> partitions = new HashMap<>();
  private final List<Future<RecordMetadata>> sending = new ArrayList<>();

  TimedTopics(LocalMode local) {
    this.ids = local.schemaIds();
    this.producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, local.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** A day in the life of nine members from that moment on, cut short to two hours. */
  void fill(long seed, long startMs, int count) {
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      send("t" + i, title("t" + i, "first"), startMs - 50_000 + i, 0);
    }
    send("default", release("model-0"), startMs - 10_000, 0);
    for (int i = 0; i < count; i++) {
      long timeMs = startMs + 7_200_000L * i / count;
      String member = "member-" + random.nextInt(9);
      String titleId = "t" + random.nextInt(25);
      // A few seconds, and one in twenty up to half an hour.
      long lateMs = random.nextInt(20) == 0 ? random.nextInt(1_800_000) : random.nextInt(3_000);
      switch (random.nextInt(12)) {
        case 0 -> send(member, device(member, timeMs), timeMs + lateMs, timeMs);
        case 1 -> send(member, feedback(member, titleId, timeMs), timeMs + lateMs, timeMs);
        case 2 -> send(titleId, title(titleId, "version " + i), timeMs, 0);
        case 3 -> {
          if (random.nextInt(3) == 0) {
            sendBytes(Topics.TITLES, titleId, null, timeMs);
          } else {
            sendBytes(Topics.PLAYBACK_EVENTS, member, new byte[] {7, 7, 7}, timeMs);
          }
        }
        case 4 -> {
          send("default", release("model-" + i), timeMs, 0);
          sendBytes(Topics.MODEL_RELEASES, "default#canary", null, timeMs + 1);
        }
        case 5 -> send(member, page(member, timeMs), timeMs + 100, timeMs);
        default -> send(member, playback(member, titleId, timeMs), timeMs + lateMs, timeMs);
      }
    }
    flush();
  }

  void send(String key, SpecificRecord record, long appendedMs, long eventTimeMs) {
    String topic = topicOf(record);
    byte[] value = WireFormat.encode(ids.idOf(topic), AvroBytes.encode(record));
    send(new Sent(topic, key, record, appendedMs, eventTimeMs), value);
  }

  /** A null value removes; others are no record. */
  void sendBytes(String topic, String key, byte[] value, long appendedMs) {
    send(new Sent(topic, key, null, appendedMs, 0), value);
  }

  private void send(Sent sent, byte[] value) {
    int count = sent.topic().equals(Topics.MODEL_RELEASES) ? 1 : PARTITIONS;
    int partition = TopicWriter.partition(sent.key(), count);
    sending.add(
        producer.send(
            new ProducerRecord<>(
                sent.topic(),
                partition,
                sent.appendedMs(),
                sent.key().getBytes(StandardCharsets.UTF_8),
                value)));
    of(sent.topic()).get(partition).add(sent);
  }

  void flush() {
    producer.flush();
    try {
      for (Future<RecordMetadata> each : sending) {
        each.get();
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    sending.clear();
  }

  /** A topic's partitions, each from offset 0. */
  List<List<Sent>> of(String topic) {
    return partitions.computeIfAbsent(
        topic, name -> List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
  }

  /** The plain model of the merge: the oldest of the partitions' next records, always. */
  List<Sent> inOrder(List<String> names, Predicate<Sent> wanted) {
    PriorityQueue<Next> heads =
        new PriorityQueue<>(
            Comparator.comparingLong((Next next) -> sent(next).appendedMs())
                .thenComparing(Next::topic)
                .thenComparingInt(Next::partition));
    for (String topic : names) {
      for (int partition = 0; partition < of(topic).size(); partition++) {
        if (!of(topic).get(partition).isEmpty()) {
          heads.add(new Next(topic, partition, 0));
        }
      }
    }
    List<Sent> all = new ArrayList<>();
    while (!heads.isEmpty()) {
      Next next = heads.poll();
      if (wanted.test(sent(next))) {
        all.add(sent(next));
      }
      if (next.offset() + 1 < of(next.topic()).get(next.partition()).size()) {
        heads.add(new Next(next.topic(), next.partition(), next.offset() + 1));
      }
    }
    return all;
  }

  private Sent sent(Next next) {
    return of(next.topic()).get(next.partition()).get(next.offset());
  }

  /** The next record of a partition. */
  private record Next(String topic, int partition, int offset) {}

  static PlaybackEvent playback(String memberId, String titleId, long timeMs) {
    return PlaybackEvent.newBuilder()
        .setMemberId(memberId)
        .setTitleId(titleId)
        .setEventTimeMs(timeMs)
        .setAction(PlaybackAction.PLAY)
        .build();
  }

  private static DeviceEvent device(String memberId, long timeMs) {
    return DeviceEvent.newBuilder()
        .setMemberId(memberId)
        .setEventTimeMs(timeMs)
        .setState(DeviceState.FOREGROUND)
        .build();
  }

  static FeedbackEvent feedback(String memberId, String titleId, long timeMs) {
    return FeedbackEvent.newBuilder()
        .setMemberId(memberId)
        .setTitleId(titleId)
        .setEventTimeMs(timeMs)
        .setFeedback(Feedback.THUMBS_UP)
        .build();
  }

  private static Title title(String titleId, String name) {
    return Title.newBuilder().setTitleId(titleId).setName(name).build();
  }

  private static ModelRelease release(String modelId) {
    return ModelRelease.newBuilder()
        .setChannel("default")
        .setModelId(modelId)
        .setBundleUri("file:///bundles/" + modelId)
        .setManifestSha256("0".repeat(64))
        .setEffectiveFromMs(5)
        .build();
  }

  private static Recommendation page(String memberId, long timeMs) {
    return Recommendation.newBuilder()
        .setMemberId(memberId)
        .setRevision(1)
        .setModelId("model-1")
        .setMadeAtMs(timeMs)
        .setContext(RequestContext.newBuilder().setEventTimeMs(timeMs).build())
        .setRows(List.of())
        .setReflects(new Reflects(Topics.PLAYBACK_EVENTS, 0, 0L))
        .setTimings(new Timings(timeMs, timeMs, timeMs))
        .build();
  }

  private static String topicOf(SpecificRecord record) {
    return Topics.all().stream()
        .filter(topic -> topic.type() == record.getClass())
        .findFirst()
        .orElseThrow()
        .name();
  }

  @Override
  public void close() {
    producer.close();
  }
}
