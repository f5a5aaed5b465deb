package io.playhead.deploy.forget;

import io.playhead.deploy.Progress;
import io.playhead.deploy.topics.KafkaAccess;
import io.playhead.deploy.topics.TopicScan;
import io.playhead.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Sees that the job carries erasures out: a null on each topic that tells of the members, and the
 * group's offset past the erasures, which the job commits when a checkpoint is complete. Without
 * the second a crash could still bring a member back for as long as the job takes to catch up. One
 * thread; made before the erasures are written.
 */
final class ErasureWatch implements AutoCloseable {
  private static final List<String> TOLD =
      List.of(Topics.RECOMMENDATIONS, Topics.MEMBER_EMBEDDINGS);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaAccess kafka;
  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> reader;
  private final MemberIds members;
  private final int memberCount;
  private final Map<String, Set<String>> nulls = new HashMap<>();

  /** From now on. */
  ErasureWatch(KafkaAccess kafka, Admin admin, Collection<String> memberIds) {
    this.kafka = kafka;
    this.admin = admin;
    this.members = new MemberIds(memberIds);
    this.memberCount = memberIds.size();
    this.reader = kafka.consumer("read_committed");
    TOLD.forEach(topic -> nulls.put(topic, new HashSet<>()));
    List<TopicPartition> partitions = TopicScan.partitions(reader, TOLD);
    reader.assign(partitions);
    reader.endOffsets(partitions).forEach(reader::seek);
  }

  /** How far it has come. */
  record Seen(long nulls, long nullsWanted, boolean inCheckpoint) {
    boolean isCarriedOut() {
      return nulls == nullsWanted && inCheckpoint;
    }
  }

  /** Waits until all is carried out, or {@code limit} has passed. */
  Seen await(String group, Duration limit) {
    Map<TopicPartition, Long> ends = erasureEnds();
    long wanted = (long) memberCount * TOLD.size();
    long untilNs = System.nanoTime() + limit.toNanos();
    boolean inCheckpoint = false;
    try (Progress progress = Progress.start("Waiting for the job", wanted, " nulls", 1)) {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          String memberId = record.value() == null ? members.ofKey(record.key()) : null;
          if (memberId != null) {
            nulls.get(record.topic()).add(memberId);
          }
        }
        long seen = nulls.values().stream().mapToLong(Set::size).sum();
        progress.at(seen);
        inCheckpoint = inCheckpoint || isCommitted(group, ends);
        Seen now = new Seen(seen, wanted, inCheckpoint);
        if (now.isCarriedOut() || System.nanoTime() - untilNs > 0) {
          return now;
        }
      }
    }
  }

  /** Where each partition of erasures ends, with what was written to it. */
  private Map<TopicPartition, Long> erasureEnds() {
    return reader.endOffsets(TopicScan.partitions(reader, List.of(Topics.ERASURES)));
  }

  private boolean isCommitted(String group, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        kafka.await(
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
            "offsets of group " + group);
    return ends.entrySet().stream()
        .filter(end -> end.getValue() > 0)
        .allMatch(
            end -> {
              OffsetAndMetadata offset = committed.get(end.getKey());
              return offset != null && offset.offset() >= end.getValue();
            });
  }

  @Override
  public void close() {
    reader.close();
  }
}
