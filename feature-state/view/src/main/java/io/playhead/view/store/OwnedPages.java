package io.playhead.view.store;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Pages of the partitions that this instance owns, each from when its processor starts, which is
 * after the restore, until it ends. A lookup through {@link
 * org.apache.kafka.streams.KafkaStreams#store} finds the same store, but lists all tasks each time,
 * under a lock. Any thread.
 */
public final class OwnedPages {
  private final ConcurrentMap<Integer, ReadOnlyKeyValueStore<String, byte[]>> byPartition =
      new ConcurrentHashMap<>();

  /** None yet. */
  public OwnedPages() {}

  /** From now on lookups read that store. */
  void opened(int partition, ReadOnlyKeyValueStore<String, byte[]> pages) {
    byPartition.put(partition, pages);
  }

  /** Says that it closes, unless another has taken its place. */
  void closed(int partition, ReadOnlyKeyValueStore<String, byte[]> pages) {
    byPartition.remove(partition, pages);
  }

  /** Of that partition; null: another instance owns it, or it is being restored. */
  ReadOnlyKeyValueStore<String, byte[]> of(int partition) {
    return byPartition.get(partition);
  }
}
