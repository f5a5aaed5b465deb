package io.playhead.deploy.chaos;

import io.playhead.schemas.InteractionToken;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.RecordDecoder;
import io.playhead.schemas.RejectedEvent;
import io.playhead.schemas.RejectedRecordException;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a run says of its members, read from the beginning: the newest list of each by the revision
 * rule, every closed token, every rejection. One thread.
 */
final class RunOutputs implements AutoCloseable {
  private static final List<String> TOPICS =
      List.of(Topics.RECOMMENDATIONS, Topics.INTERACTION_TOKENS, Topics.REJECTED_EVENTS);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordDecoder<Recommendation> pages;
  private final RecordDecoder<InteractionToken> tokens;
  private final RecordDecoder<RejectedEvent> rejections;
  private final Map<String, FinalPage> pageOf = new HashMap<>();
  private final Map<String, TreeMap<Long, String>> tokensOf = new HashMap<>();
  private final Map<Place, String> rejected = new HashMap<>();
  private final Set<String> changedTokens = new HashSet<>();
  private PageSeen onPage = page -> {};
  private boolean keepPages = true;
  private long tokenCount;

  /** Is told of every page as it is read. */
  interface PageSeen {
    void page(Recommendation page);
  }

  RunOutputs(String bootstrap, SchemaIds schemaIds) {
    pages = new RecordDecoder<>(Recommendation.class, schemaIds);
    tokens = new RecordDecoder<>(InteractionToken.class, schemaIds);
    rejections = new RecordDecoder<>(RejectedEvent.class, schemaIds);
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                50),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : TOPICS) {
      for (PartitionInfo partition : consumer.partitionsFor(topic)) {
        all.add(new TopicPartition(topic, partition.partition()));
      }
    }
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  /** Also tells {@code listener} of every page, as it is read. */
  RunOutputs onPage(PageSeen listener) {
    onPage = listener;
    return this;
  }

  /** Reads what has come, waiting up to {@code limit} for something. */
  void poll(Duration limit) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(limit)) {
      try {
        read(record);
      } catch (RejectedRecordException e) {
        throw new IllegalStateException(
            "the job wrote a record that cannot be read to " + record.topic(), e);
      }
    }
  }

  /** Reads until everything that is on the topics now has been read. */
  void drain() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      poll(Duration.ofMillis(100));
    }
  }

  /** From now on members keep the lists that they have. */
  void freezePages() {
    keepPages = false;
  }

  private void read(ConsumerRecord<byte[], byte[]> record) throws RejectedRecordException {
    String key =
        new String(record.key() == null ? new byte[0] : record.key(), StandardCharsets.UTF_8);
    switch (record.topic()) {
      case Topics.RECOMMENDATIONS -> {
        if (record.value() == null) {
          pageOf.remove(key);
        } else {
          readPage(pages.decode(record.value()));
        }
      }
      case Topics.INTERACTION_TOKENS -> readToken(tokens.decode(record.value()));
      default -> readRejection(rejections.decode(record.value()));
    }
  }

  private void readPage(Recommendation page) {
    onPage.page(page);
    FinalPage before = pageOf.get(page.getMemberId());
    if (keepPages && (before == null || page.getRevision() >= before.revision())) {
      pageOf.put(page.getMemberId(), FinalPage.of(page));
    }
  }

  private void readToken(InteractionToken token) {
    String text = token.toString();
    String before =
        tokensOf
            .computeIfAbsent(token.getMemberId(), id -> new TreeMap<>())
            .put(token.getTokenIndex(), text);
    // At least once: the same token may come again, another in its place may not.
    tokenCount += before == null ? 1 : 0;
    if (before != null && !before.equals(text)) {
      changedTokens.add(token.getMemberId());
    }
  }

  private void readRejection(RejectedEvent event) {
    rejected.put(
        new Place(event.getSourceTopic(), event.getSourcePartition(), event.getSourceOffset()),
        event.getReason());
  }

  /** The member's newest list; null: none, or forgotten. */
  FinalPage page(String memberId) {
    return pageOf.get(memberId);
  }

  /** The member's closed tokens by their index. */
  Map<Long, String> tokens(String memberId) {
    return tokensOf.getOrDefault(memberId, new TreeMap<>());
  }

  /** Closed tokens of all members, each once. */
  long tokenCount() {
    return tokenCount;
  }

  /** Members of whom two different tokens stood in one place. */
  Set<String> changedTokens() {
    return changedTokens;
  }

  /** Reasons by the place of the record that was rejected. */
  Map<Place, String> rejected() {
    return rejected;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
