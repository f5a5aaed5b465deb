package io.playhead.deploy.local;

import io.playhead.schemas.InteractionToken;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.RecordDecoder;
import io.playhead.schemas.RejectedEvent;
import io.playhead.schemas.RejectedRecordException;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Timings;
import io.playhead.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows the far end of the path from its beginning: pages, closed tokens, rejected events. Keeps
 * each member's newest page by the revision rule, an older one is dropped, and counts. Belongs to
 * one thread, which calls {@link #poll}.
 */
public final class PageReader implements AutoCloseable {
  private static final Set<String> EVENT_TOPICS =
      Set.of(Topics.PLAYBACK_EVENTS, Topics.DEVICE_EVENTS, Topics.FEEDBACK_EVENTS);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordDecoder<Recommendation> pages;
  private final RecordDecoder<InteractionToken> tokens;
  private final RecordDecoder<RejectedEvent> rejections;
  private final Map<String, MemberProgress> members = new HashMap<>();
  private final Map<String, Long> rejectedByReason = new TreeMap<>();
  private final Map<Leg, Latencies> latencies = new EnumMap<>(Leg.class);
  private Consumer<Recommendation> onPage = page -> {};
  private Consumer<RejectedEvent> onRejected = event -> {};
  private LongConsumer onAppended = appendedMs -> {};
  private Predicate<String> timed = memberId -> true;
  private long pageCount;
  private long tokenCount;
  private long rejectedCount;
  private long rejectedEventCount;
  private long reflectedCount;

  /** Starts at the beginning of every topic it follows. */
  public PageReader(String bootstrap, SchemaIds schemaIds) {
    for (Leg leg : Leg.values()) {
      latencies.put(leg, new Latencies());
    }
    pages = new RecordDecoder<>(Recommendation.class, schemaIds);
    tokens = new RecordDecoder<>(InteractionToken.class, schemaIds);
    rejections = new RecordDecoder<>(RejectedEvent.class, schemaIds);
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                // Times are the broker's, so nobody has to ask it again for every record.
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                20,
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                256 << 10,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                2_000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all = new ArrayList<>();
    for (String topic :
        List.of(Topics.RECOMMENDATIONS, Topics.INTERACTION_TOKENS, Topics.REJECTED_EVENTS)) {
      for (PartitionInfo partition : consumer.partitionsFor(topic)) {
        all.add(new TopicPartition(topic, partition.partition()));
      }
    }
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  /** Also hands every page that is not dropped to {@code listener}, as it is read. */
  public PageReader onPage(Consumer<Recommendation> listener) {
    onPage = listener;
    return this;
  }

  /** Also hands every rejected event to {@code listener}, as it is read. */
  public PageReader onRejected(Consumer<RejectedEvent> listener) {
    onRejected = listener;
    return this;
  }

  /** Also tells when each page was appended to its topic, after the page itself. */
  public PageReader onAppended(LongConsumer listener) {
    onAppended = listener;
    return this;
  }

  /** Counts latencies of these members alone. */
  public PageReader timeOnly(Predicate<String> memberIds) {
    timed = memberIds;
    return this;
  }

  /** Reads what has come, waiting up to {@code limit} for something; returns how many records. */
  public int poll(Duration limit) {
    var records = consumer.poll(limit);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        read(record);
      } catch (RejectedRecordException e) {
        throw new IllegalStateException(
            "the job wrote a record that cannot be read to " + record.topic(), e);
      }
    }
    return records.count();
  }

  /** Leaves out what is on the topics now. */
  public void skip() {
    consumer.seekToEnd(consumer.assignment());
    consumer.assignment().forEach(consumer::position); // else the end is that of the first poll
  }

  /** Reads until everything that is on the topics now has been read. */
  public void drain() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      poll(Duration.ofMillis(100));
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> record) throws RejectedRecordException {
    switch (record.topic()) {
      case Topics.RECOMMENDATIONS -> readPage(record);
      case Topics.INTERACTION_TOKENS -> readToken(tokens.decode(record.value()));
      default -> readRejected(rejections.decode(record.value()));
    }
  }

  private void readPage(ConsumerRecord<byte[], byte[]> record) throws RejectedRecordException {
    if (record.value() == null) {
      member(new String(record.key(), StandardCharsets.UTF_8)).page = null;
      return;
    }
    Recommendation page = pages.decode(record.value());
    pageCount++;
    MemberProgress member = member(page.getMemberId());
    if (page.getRevision() < member.revision) {
      return;
    }
    if (page.getRevision() > member.revision) {
      reflectedCount += page.getRevision() - member.revision;
      if (timed.test(page.getMemberId())) {
        time(page.getTimings(), record.timestamp());
      }
    }
    member.revision = page.getRevision();
    member.page = record.value();
    onPage.accept(page);
    onAppended.accept(record.timestamp());
  }

  private void time(Timings timings, long appendedMs) {
    latencies.get(Leg.EVENT_TO_LIST).add(appendedMs - timings.getAppendedMs());
    latencies.get(Leg.TOPIC_TO_JOB).add(timings.getReadMs() - timings.getAppendedMs());
    latencies.get(Leg.JOB).add(timings.getListedMs() - timings.getReadMs());
    latencies.get(Leg.JOB_TO_TOPIC).add(appendedMs - timings.getListedMs());
  }

  private void readToken(InteractionToken token) {
    MemberProgress member = member(token.getMemberId());
    // A token that comes twice, after the job was restored, counts once.
    if (token.getTokenIndex() >= member.tokens) {
      member.tokens = token.getTokenIndex() + 1;
      tokenCount++;
    }
  }

  private void readRejected(RejectedEvent event) {
    rejectedCount++;
    if (EVENT_TOPICS.contains(event.getSourceTopic())) {
      rejectedEventCount++;
    }
    rejectedByReason.merge(event.getReason(), 1L, Long::sum);
    onRejected.accept(event);
  }

  private MemberProgress member(String memberId) {
    return members.computeIfAbsent(memberId, id -> new MemberProgress());
  }

  /** Members that have a page now. */
  public List<String> membersWithPage() {
    return members.entrySet().stream()
        .filter(entry -> entry.getValue().page != null)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** The member's newest page; null: none, or forgotten. */
  public Recommendation page(String memberId) {
    MemberProgress member = members.get(memberId);
    if (member == null || member.page == null) {
      return null;
    }
    try {
      return pages.decode(member.page);
    } catch (RejectedRecordException e) {
      throw new IllegalStateException("a page that was read cannot be read again", e);
    }
  }

  /** Revision of the member's newest page; 0: none. */
  public long revision(String memberId) {
    MemberProgress member = members.get(memberId);
    return member == null ? 0 : member.revision;
  }

  /** Pages read, dropped ones included. */
  public long pageCount() {
    return pageCount;
  }

  /** Closed tokens read, each once. */
  public long tokenCount() {
    return tokenCount;
  }

  /** Rejected records read, of any topic. */
  public long rejectedCount() {
    return rejectedCount;
  }

  /** Those of them that are playback, device or feedback events. */
  public long rejectedEventCount() {
    return rejectedEventCount;
  }

  /** Rejected records by reason. */
  public Map<String, Long> rejectedByReason() {
    return rejectedByReason;
  }

  /** Accepted events that the members' newest pages reflect. */
  public long reflectedCount() {
    return reflectedCount;
  }

  /** From the event's append to its page's append, of every page that reflects something new. */
  public Latencies eventToList() {
    return latencies.get(Leg.EVENT_TO_LIST);
  }

  /** The same of a part of the way. */
  public Latencies latencies(Leg leg) {
    return latencies.get(leg);
  }

  /** Starts to count latencies anew. */
  public void clearLatencies() {
    latencies.values().forEach(Latencies::clear);
  }

  @Override
  public void close() {
    consumer.close();
  }

  /** What is known of one member. */
  private static final class MemberProgress {
    private long revision;
    private long tokens;
    private byte[] page;
  }
}
