package io.playhead.subscriber;

import io.playhead.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/** A page loop over a consumer, a registry and a clock in memory. The test steps it. */
final class LoopFixture {
  // Kafka's mock tells of one partition without a position in a poll: 2 + 1 to read + 1 to spare.
  private static final int STEPS = 4;

  final RecordingConsumer consumer = new RecordingConsumer();
  final SchemaTable schemas = new SchemaTable();
  final RecordingListener listener = new RecordingListener();
  final AtomicLong nowNs = new AtomicLong();
  private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();

  Predicate<String> followed = memberId -> true;
  boolean fromNow;
  Map<TopicPartition, Long> ends = Map.of(TestPages.P0, 0L, TestPages.P1, 0L);
  PageLoop loop;

  LoopFixture() {
    consumer.updateBeginningOffsets(Map.of(TestPages.P0, 0L, TestPages.P1, 0L));
  }

  /** In a group that gives it these partitions. */
  LoopFixture inGroup(TopicPartition... partitions) {
    waitingForAGroup();
    consumer.rebalance(List.of(partitions));
    return this;
  }

  /** In a group that has given it nothing yet. */
  LoopFixture waitingForAGroup() {
    loop = loop(true, listener);
    return this;
  }

  /** With every partition of {@link #ends}. */
  LoopFixture alone() {
    loop = loop(false, listener);
    return this;
  }

  /** In a group, with a listener of the test's own. */
  LoopFixture waitingForAGroup(PageListener own) {
    loop = loop(true, own);
    return this;
  }

  private PageLoop loop(boolean inGroup, PageListener listener) {
    return new PageLoop(
        consumer,
        new TopicEnds(ends),
        new PageLoop.Start(inGroup, fromNow),
        new Deliveries(followed, schemas),
        listener,
        nowNs::get);
  }

  LoopFixture page(TopicPartition partition, String memberId, long revision) {
    return value(partition, memberId, TestPages.wire(schemas, TestPages.page(memberId, revision)));
  }

  LoopFixture forgotten(TopicPartition partition, String memberId) {
    return value(partition, memberId, null);
  }

  /** Appends any value; a partition begins at offset 0. */
  LoopFixture value(TopicPartition partition, String key, byte[] value) {
    long offset = nextOffsets.merge(partition, 1L, Long::sum) - 1;
    consumer.addRecord(TestPages.record(partition, offset, key, value));
    return this;
  }

  /** Enough steps for all that is there. */
  void steps() {
    for (int step = 0; step < STEPS; step++) {
      loop.step();
    }
  }

  List<String> told() {
    return listener.told;
  }

  Deliveries deliveries() {
    return loop.deliveries();
  }

  /** A value of another topic's schema. */
  byte[] wireOfAnotherTopic() {
    byte[] wire = TestPages.wire(schemas, TestPages.page("m1", 1));
    wire[4] = (byte) schemas.idOf(Topics.TITLES);
    return wire;
  }
}
