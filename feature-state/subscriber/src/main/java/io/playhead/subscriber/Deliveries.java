package io.playhead.subscriber;

import io.playhead.schemas.Recommendation;
import io.playhead.schemas.RecordDecoder;
import io.playhead.schemas.RegistryUnreachableException;
import io.playhead.schemas.RejectReason;
import io.playhead.schemas.RejectedRecordException;
import io.playhead.schemas.SchemaIds;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides what becomes of each record of the topic: a page, a member forgotten, or nothing because
 * the member is not followed, the page is older than the one before, or the bytes are bad. Runs for
 * every record; members that are not followed cost their key and no more.
 */
final class Deliveries {
  private final Predicate<String> followed;
  private final RecordDecoder<Recommendation> pages;
  private final Revisions revisions = new Revisions();
  private final Rejections rejections = new Rejections();
  private final AtomicLong olderCount = new AtomicLong();

  Deliveries(Predicate<String> followed, SchemaIds schemaIds) {
    this.followed = followed;
    this.pages = new RecordDecoder<>(Recommendation.class, schemaIds);
  }

  /**
   * What that record has to tell.
   *
   * @throws RegistryUnreachableException its schema cannot be had at the moment; nothing has
   *     changed, ask again
   */
  Delivery of(ConsumerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    if (record.key() == null || record.key().length == 0) {
      rejections.count(RejectReason.MISSING_MEMBER, record, "The record has no key.");
      return Delivery.NOTHING;
    }
    String memberId = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      revisions.forget(partition, memberId);
      return listener -> listener.forgotten(memberId);
    }
    if (!followed.test(memberId)) {
      return Delivery.NOTHING;
    }
    Recommendation page = decode(memberId, record);
    if (page == null) {
      return Delivery.NOTHING;
    }
    if (!revisions.accept(partition, memberId, page.getRevision())) {
      olderCount.incrementAndGet();
      return Delivery.NOTHING;
    }
    return listener -> listener.page(page);
  }

  /** Null: counted as rejected. */
  private Recommendation decode(String memberId, ConsumerRecord<byte[], byte[]> record) {
    try {
      Recommendation page = pages.decode(record.value());
      if (page.getMemberId().equals(memberId)) {
        return page;
      }
      rejections.count(
          RejectReason.KEY_MISMATCH, record, "The key is not the member in the value.");
    } catch (RejectedRecordException e) {
      rejections.count(e.reason(), record, e.detail());
    }
    return null;
  }

  /** These partitions are held no more, or are read anew. */
  void drop(Collection<TopicPartition> partitions) {
    revisions.drop(partitions);
  }

  /** May be read on any thread. */
  Rejections rejections() {
    return rejections;
  }

  /** Pages dropped by the revision rule; may be read on any thread. */
  long olderCount() {
    return olderCount.get();
  }
}
