package io.playhead.view.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * Which partitions of which stores are being restored, and how many records that still takes; told
 * by Kafka Streams on its threads.
 */
public final class RestoreProgress implements StateRestoreListener {
  private final Map<Restored, Long> leftByStore = new ConcurrentHashMap<>();

  private record Restored(String store, TopicPartition partition) {}

  /** Tells that registry. */
  public RestoreProgress(MeterRegistry metrics) {
    Gauge.builder("playhead.view.restoring.partitions", leftByStore, Map::size)
        .description("Partitions of stores that are being restored; their members get old answers")
        .register(metrics);
    Gauge.builder("playhead.view.restoring.records", this, RestoreProgress::left)
        .description("Records that these still have to take")
        .register(metrics);
  }

  private long left() {
    return leftByStore.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long fromOffset, long end) {
    leftByStore.put(new Restored(store, partition), end - fromOffset);
  }

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long to, long count) {
    leftByStore.computeIfPresent(
        new Restored(store, partition), (restored, left) -> Math.max(0, left - count));
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long count) {
    leftByStore.remove(new Restored(store, partition));
  }

  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long count) {
    leftByStore.remove(new Restored(store, partition));
  }
}
