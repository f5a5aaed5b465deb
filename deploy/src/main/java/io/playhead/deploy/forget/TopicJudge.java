package io.playhead.deploy.forget;

import io.playhead.deploy.topics.SetTopic;
import io.playhead.schemas.Topics;
import java.time.Duration;
import java.util.Map;

/**
 * What a topic's traces of forgotten members mean: what goes by itself and when, and what will not
 * go. Pure.
 */
final class TopicJudge {
  private static final String QUIET =
      "older values are on disk until the partition is compacted, on a partition that goes on"
          + " getting records; on a quiet one forget the member again after max.compaction.lag.ms,"
          + " which makes its segments roll";

  private final Map<String, Long> erasedAtMs;
  private final long nowMs;
  private final Duration deadline;

  /**
   * @param erasedAtMs by member, when each was to be forgotten
   * @param nowMs the caller's clock
   * @param deadline until when all has to be gone, from the erasure on
   */
  TopicJudge(Map<String, Long> erasedAtMs, long nowMs, Duration deadline) {
    this.erasedAtMs = erasedAtMs;
    this.nowMs = nowMs;
    this.deadline = deadline;
  }

  /** The line for that topic. */
  Place judge(SetTopic topic, Map<String, Trace> traces) {
    Verdict worst = Verdict.NOTHING;
    long found = 0;
    Long oldestMs = null;
    Long newestMs = null;
    long goneByMs = Long.MIN_VALUE;
    for (Map.Entry<String, Trace> entry : traces.entrySet()) {
      Trace trace = entry.getValue();
      if (trace.values() == 0) {
        continue;
      }
      found += trace.values();
      oldestMs = oldestMs == null ? trace.oldestMs() : Math.min(oldestMs, trace.oldestMs());
      newestMs = newestMs == null ? trace.newestMs() : Math.max(newestMs, trace.newestMs());
      long goneMs = goneByMs(topic, trace);
      goneByMs = Math.max(goneByMs, goneMs);
      Verdict verdict = verdict(topic, entry.getKey(), trace, goneMs);
      worst = verdict.compareTo(worst) > 0 ? verdict : worst;
    }
    long members = traces.values().stream().filter(trace -> trace.values() > 0).count();
    boolean hasEnd = goneByMs != Long.MIN_VALUE && goneByMs != SetTopic.FOR_EVER;
    return new Place(
        topic.name(),
        "every record, by key and in the value",
        worst,
        found,
        members,
        Place.text(oldestMs),
        Place.text(newestMs),
        hasEnd ? Place.text(goneByMs) : null,
        why(topic, worst, goneByMs));
  }

  /** When the last of what is to go is gone; {@link Long#MIN_VALUE}: nothing is to go. */
  private static long goneByMs(SetTopic topic, Trace trace) {
    if (!topic.isCompacted()) {
      return sum(trace.newestMs(), topic.deletedAfterMs());
    }
    return trace.covered() == 0 ? Long.MIN_VALUE : sum(trace.nullAtMs(), topic.goneAfterMs());
  }

  private Verdict verdict(SetTopic topic, String memberId, Trace trace, long goneMs) {
    long erasedMs = erasedAtMs.getOrDefault(memberId, nowMs);
    long latestMs = erasedMs + deadline.toMillis();
    if (topic.name().equals(Topics.ERASURES)) {
      return Verdict.MARKER;
    }
    if (topic.isCompacted()) {
      if (trace.hasOld() || (trace.covered() > 0 && goneMs > latestMs)) {
        return Verdict.LEFT;
      }
      return trace.covered() > 0 ? Verdict.GOES : Verdict.NEW_HISTORY;
    }
    boolean tooLong =
        topic.deletedAfterMs() == SetTopic.FOR_EVER
            || sum(trace.newestBeforeMs(), topic.deletedAfterMs()) > latestMs;
    return tooLong ? Verdict.LEFT : Verdict.GOES;
  }

  private String why(SetTopic topic, Verdict verdict, long goneByMs) {
    return switch (verdict) {
      case NOTHING -> topic.isCompacted() ? "at most a null is there" : "no record is there";
      case MARKER -> "the erasure itself, which keeps late events out; retention.ms takes it";
      case NEW_HISTORY -> "all of it was written after the erasure was carried out";
      case GOES ->
          topic.isCompacted()
              ? QUIET
              : "kept by time: retention.ms and segment.ms of the topic say until when";
      case LEFT -> left(topic, goneByMs);
      default -> "";
    };
  }

  private String left(SetTopic topic, long goneByMs) {
    if (topic.isCompacted()) {
      return topic.compactedAfterMs() == SetTopic.FOR_EVER
          ? "nothing bounds when it is compacted: set cleanup.policy=compact and"
              + " max.compaction.lag.ms on the topic"
          : "no null was written over it: is the job running, in this group, on these topics?";
    }
    return topic.deletedAfterMs() == SetTopic.FOR_EVER
        ? "nothing bounds how long it is kept: set retention.ms and segment.ms on the topic"
        : "it is kept past the deadline of "
            + deadline.toDays()
            + " d after the erasure: lower retention.ms and segment.ms on the topic";
  }

  private static long sum(long timeMs, long afterMs) {
    return timeMs > SetTopic.FOR_EVER - Math.max(0, afterMs) ? SetTopic.FOR_EVER : timeMs + afterMs;
  }
}
