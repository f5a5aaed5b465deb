package io.playhead.deploy.topics;

import java.util.Map;

/**
 * What is set on a topic, its broker's defaults included, and how long a record can be on disk by
 * that.
 *
 * @param name the topic
 * @param partitions how many it has
 * @param settings by Kafka's names
 */
public record SetTopic(String name, int partitions, Map<String, String> settings) {
  /** No bound. */
  public static final long FOR_EVER = Long.MAX_VALUE;

  /** Whether only the newest value of a key is kept. */
  public boolean isCompacted() {
    return settings.getOrDefault("cleanup.policy", "delete").contains("compact");
  }

  /** Whether records go by their age. */
  public boolean isDeleted() {
    return settings.getOrDefault("cleanup.policy", "delete").contains("delete");
  }

  /**
   * How long after it was written a record can be on disk, milliseconds, or {@link #FOR_EVER}: the
   * broker deletes a segment when its newest record is older than retention.ms, and a segment takes
   * records for segment.ms.
   */
  public long deletedAfterMs() {
    long retentionMs = number("retention.ms", -1);
    if (!isDeleted() || retentionMs < 0) {
      return FOR_EVER;
    }
    return sum(retentionMs, number("segment.ms", FOR_EVER));
  }

  /**
   * How long a value can be on disk after another value or a null was written over it,
   * milliseconds, or {@link #FOR_EVER}, on a partition that goes on getting records: segments of a
   * compacted topic are closed after max.compaction.lag.ms at the latest, and cleaned when the
   * first of their records is as old.
   */
  public long compactedAfterMs() {
    return isCompacted() ? number("max.compaction.lag.ms", FOR_EVER) : FOR_EVER;
  }

  /** The end of the earlier of both ways to go. */
  public long goneAfterMs() {
    return Math.min(deletedAfterMs(), compactedAfterMs());
  }

  /** A setting that is a number. */
  public long number(String name, long otherwise) {
    String value = settings.get(name);
    return value == null ? otherwise : Long.parseLong(value);
  }

  private static long sum(long a, long b) {
    return a > FOR_EVER - b ? FOR_EVER : a + b;
  }
}
