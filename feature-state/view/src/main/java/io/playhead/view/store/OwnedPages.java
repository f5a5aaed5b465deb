package io.playhead.view.store;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Pages of the partitions that this instance owns, each from when its processor starts, which is
 * after the restore, until it ends. {@link org.apache.kafka.streams.KafkaStreams} finds the same
 * partition and the same store, but goes through its topology and lists all tasks under a lock each
 * time. Any thread.
 */
public final class OwnedPages {
  private final int partitionCount;
  private final ConcurrentMap<Integer, ReadOnlyKeyValueStore<String, byte[]>> byPartition =
      new ConcurrentHashMap<>();

  /**
   * None yet.
   *
   * @param partitionCount of the topic of lists; another one takes a new application
   */
  public OwnedPages(int partitionCount) {
    this.partitionCount = partitionCount;
  }

  /** From now on lookups read that store. */
  void opened(int partition, ReadOnlyKeyValueStore<String, byte[]> pages) {
    byPartition.put(partition, pages);
  }

  /** Says that it closes, unless another has taken its place. */
  void closed(int partition, ReadOnlyKeyValueStore<String, byte[]> pages) {
    byPartition.remove(partition, pages);
  }

  /** Of the member's partition; null: another instance owns it, or it is being restored. */
  public ReadOnlyKeyValueStore<String, byte[]> of(String memberId) {
    return byPartition.get(partition(memberId));
  }

  /** By Kafka's own rule: murmur2 of the key's bytes. */
  private int partition(String memberId) {
    byte[] key = memberId.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitionCount;
  }
}
