package io.playhead.deploy.local;

import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * How each topic is set up where we make it: what new topics get, and what {@code doctor} holds
 * those that are there against. Every topic that names members has an end for each record, so that
 * what a forgotten member did is gone from disk in a stated time. Stateless.
 */
public final class TopicSettings {
  /** Largest record batch on a topic: the broker's bound, 16 MiB. */
  public static final int MESSAGE_BYTES_MAX = 16 * 1024 * 1024;

  /**
   * How long events, closed tokens and rejected records are kept; Kafka's default, made explicit
   * because a broker's may be for ever. With a segment more it has to be under the month in which
   * an erasure has to be carried out.
   */
  public static final long EVENTS_MS = TimeUnit.DAYS.toMillis(7);

  /**
   * A record lives until its whole segment is old: at most 7 d + 1 d, instead of 7 d + 7 d by
   * Kafka's default.
   */
  public static final long SEGMENT_MS = TimeUnit.DAYS.toMillis(1);

  /**
   * Erasures outlive what they erase, by far: a job that starts from the beginning of the topics,
   * or from a savepoint, reads events again and must meet the erasure again. 90 d is the age up to
   * which a savepoint may be restored.
   */
  public static final long ERASURES_MS = TimeUnit.DAYS.toMillis(90);

  /**
   * An erased member's page is gone from disk within a day: 12 h, and as much until it is looked.
   */
  public static final long COMPACTION_LAG_MS = TimeUnit.HOURS.toMillis(12);

  /** How long a reader that is behind still sees that a member was forgotten. */
  public static final long TOMBSTONE_MS = TimeUnit.HOURS.toMillis(6);

  private TopicSettings() {}

  /** Settings of a topic by Kafka's names. */
  public static Map<String, String> of(Topic topic) {
    Map<String, String> settings = withoutRetention(topic);
    if (!topic.compacted()) {
      long retentionMs = topic.name().equals(Topics.ERASURES) ? ERASURES_MS : EVENTS_MS;
      settings.put("retention.ms", Long.toString(retentionMs));
      settings.put("segment.ms", Long.toString(SEGMENT_MS));
    }
    return settings;
  }

  /** The same for a broker where old recordings are replayed: they keep their own times. */
  static Map<String, String> withoutRetention(Topic topic) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("max.message.bytes", Integer.toString(MESSAGE_BYTES_MAX));
    settings.put("cleanup.policy", topic.compacted() ? "compact" : "delete");
    if (topic.compacted()) {
      settings.put("max.compaction.lag.ms", Long.toString(COMPACTION_LAG_MS));
      settings.put("delete.retention.ms", Long.toString(TOMBSTONE_MS));
    }
    if (topic.name().equals(Topics.RECOMMENDATIONS)) {
      // A page's time is when readers could see it: the other end of event to list.
      settings.put("message.timestamp.type", "LogAppendTime");
    }
    return settings;
  }
}
