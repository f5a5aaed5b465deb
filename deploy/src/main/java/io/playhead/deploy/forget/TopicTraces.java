package io.playhead.deploy.forget;

import io.playhead.deploy.topics.KafkaAccess;
import io.playhead.deploy.topics.TopicScan;
import io.playhead.schemas.Erasure;
import io.playhead.schemas.RecordDecoder;
import io.playhead.schemas.RejectedRecordException;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads topics from end to end and keeps what they hold of some members. One thread. */
final class TopicTraces {
  /** The view keeps ten bytes of a forgotten member: a version, a time, and that there are none. */
  private static final int MARKER_BYTES = 10;

  private static final String TOKENS_CHANGELOG = "-tokens-changelog";

  private final MemberIds members;
  private final Map<String, Long> erasedAtMs;
  private final Map<String, Map<String, Trace>> byTopic = new HashMap<>();

  private TopicTraces(Collection<String> memberIds, Map<String, Long> erasedAtMs) {
    this.members = new MemberIds(memberIds);
    this.erasedAtMs = erasedAtMs;
  }

  /** By member, when each was last to be forgotten, as far as {@code erasures} still says so. */
  static Map<String, Long> erasures(
      KafkaAccess kafka, SchemaIds ids, Collection<String> memberIds) {
    RecordDecoder<Erasure> decoder = new RecordDecoder<>(Erasure.class, ids);
    Set<String> wanted = new HashSet<>(memberIds);
    Map<String, Long> latest = new TreeMap<>();
    TopicScan.read(
        kafka,
        List.of(Topics.ERASURES),
        record -> {
          try {
            Erasure erasure = decoder.decode(record.value());
            if (wanted.contains(erasure.getMemberId())) {
              latest.merge(erasure.getMemberId(), erasure.getRequestedAtMs(), Math::max);
            }
          } catch (RejectedRecordException e) {
            // The job has it on rejected-events, where it is searched for.
          }
        });
    return latest;
  }

  /** What {@code topics} hold of the members. */
  static TopicTraces read(
      KafkaAccess kafka,
      Collection<String> topics,
      Collection<String> memberIds,
      Map<String, Long> erasedAtMs) {
    TopicTraces traces = new TopicTraces(memberIds, erasedAtMs);
    TopicScan.read(kafka, topics, traces::add);
    return traces;
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    String owner = members.ofKey(record.key());
    if (owner != null) {
      trace(record.topic(), owner).add(isNull(record), record.timestamp());
    }
    for (String named : members.in(record.value())) {
      if (!named.equals(owner)) {
        trace(record.topic(), named).add(false, record.timestamp());
      }
    }
  }

  private static boolean isNull(ConsumerRecord<byte[], byte[]> record) {
    return record.value() == null
        || (record.topic().endsWith(TOKENS_CHANGELOG) && record.value().length == MARKER_BYTES);
  }

  private Trace trace(String topic, String memberId) {
    return byTopic
        .computeIfAbsent(topic, name -> new HashMap<>())
        .computeIfAbsent(
            memberId, id -> new Trace(erasedAtMs.getOrDefault(memberId, Long.MAX_VALUE)));
  }

  /** By member, what that topic holds; who is not in it has nothing there. */
  Map<String, Trace> of(String topic) {
    return byTopic.getOrDefault(topic, Map.of());
  }
}
