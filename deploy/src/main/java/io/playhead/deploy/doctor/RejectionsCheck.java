package io.playhead.deploy.doctor;

import io.playhead.deploy.topics.TopicSample;
import io.playhead.schemas.RecordDecoder;
import io.playhead.schemas.RejectReason;
import io.playhead.schemas.RejectedEvent;
import io.playhead.schemas.RejectedRecordException;
import io.playhead.schemas.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Few of the last hour's events were rejected; where not, why, with an example of each reason. */
final class RejectionsCheck implements Check {
  private static final int SAMPLE = 1_000; // of each partition
  private static final int REASONS = 3;
  private static final long HOUR_MS = TimeUnit.HOURS.toMillis(1);

  /** Fewer say nothing about a share. */
  private static final long COUNT_MIN = 10;

  private static final double WARN_SHARE = .01;
  private static final double WRONG_SHARE = .1;

  @Override
  public String name() {
    return "rejected events";
  }

  @Override
  public List<Finding> look(LiveSystem system) {
    Findings findings = new Findings(name());
    if (!system.has(Topics.REJECTED_EVENTS)) {
      return findings.unseen("the topic rejected-events is missing", "make the topics first").all();
    }
    long sinceMs = System.currentTimeMillis() - HOUR_MS;
    List<RejectedEvent> recent = recent(system, sinceMs);
    List<RejectedEvent> events =
        recent.stream()
            .filter(event -> LiveSystem.MEMBER_TOPICS.contains(event.getSourceTopic()))
            .toList();
    releases(recent, findings);
    long read = read(system, sinceMs);
    double share = read == 0 ? 0 : (double) events.size() / read;
    String detail =
        String.format(
            "%,d of %,d events of the last hour were rejected (%.1f %%)%s",
            events.size(), read, 100 * share, reasons(events));
    String remedy = "correct the producer of the records named; docs/operations/doctor.md has more";
    if (events.size() >= COUNT_MIN && share > WRONG_SHARE) {
      findings.wrong(detail, remedy);
    } else if (events.size() >= COUNT_MIN && share > WARN_SHARE) {
      findings.warn(detail, remedy);
    }
    return findings.or(detail);
  }

  private static void releases(List<RejectedEvent> recent, Findings findings) {
    recent.stream()
        .filter(event -> event.getReason().equals(RejectReason.BAD_MODEL_RELEASE.label()))
        .max(Comparator.comparingLong(RejectedEvent::getRejectedAtMs))
        .ifPresent(
            event ->
                findings.warn(
                    "a model release was refused in the last hour: " + event.getDetail(),
                    "announce it again when its bundle is right; the model before it goes on"));
  }

  private static List<RejectedEvent> recent(LiveSystem system, long sinceMs) {
    RecordDecoder<RejectedEvent> decoder =
        new RecordDecoder<>(RejectedEvent.class, system.schemaIds());
    List<RejectedEvent> recent = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record :
        TopicSample.newest(system.kafka(), Topics.REJECTED_EVENTS, SAMPLE)) {
      try {
        RejectedEvent event = decoder.decode(record.value());
        if (event.getRejectedAtMs() >= sinceMs) {
          recent.add(event);
        }
      } catch (RejectedRecordException e) {
        // Somebody else's record on our topic; it says nothing about events.
      }
    }
    return recent;
  }

  /** Events appended since then. */
  private static long read(LiveSystem system, long sinceMs) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    Map<TopicPartition, OffsetSpec> first = new HashMap<>();
    for (String topic : LiveSystem.MEMBER_TOPICS) {
      for (int i = 0; system.has(topic) && i < system.topics().get(topic).partitions(); i++) {
        latest.put(new TopicPartition(topic, i), OffsetSpec.latest());
        first.put(new TopicPartition(topic, i), OffsetSpec.forTimestamp(sinceMs));
      }
    }
    var ends = system.kafka().await(system.admin().listOffsets(latest).all(), "where topics end");
    var froms = system.kafka().await(system.admin().listOffsets(first).all(), "its last hour");
    return ends.entrySet().stream()
        .mapToLong(
            end -> {
              long from = froms.get(end.getKey()).offset();
              return from < 0 ? 0 : end.getValue().offset() - from;
            })
        .sum();
  }

  private static String reasons(List<RejectedEvent> events) {
    Map<String, List<RejectedEvent>> byReason =
        events.stream().collect(Collectors.groupingBy(RejectedEvent::getReason));
    return byReason.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
        .limit(REASONS)
        .map(entry -> example(entry.getKey(), entry.getValue()))
        .map(text -> "; " + text)
        .collect(Collectors.joining());
  }

  private static String example(String reason, List<RejectedEvent> events) {
    RejectedEvent event = events.get(events.size() - 1);
    return String.format(
        "%,d %s, such as %s-%d offset %d",
        events.size(),
        reason,
        event.getSourceTopic(),
        event.getSourcePartition(),
        event.getSourceOffset());
  }
}
