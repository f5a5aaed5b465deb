package io.playhead.stream;

import io.playhead.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What leaves the page operator, by topic, and how old it is then. On the task's thread. */
final class TopicMetrics {
  private final Map<String, Counter> sent = new HashMap<>();
  private final SecondsHistogram latency;
  private final SecondsHistogram freshness;

  TopicMetrics(MetricGroup operator) {
    MetricGroup stage = PathStage.TOPIC.of(operator);
    for (String topic :
        List.of(Topics.RECOMMENDATIONS, Topics.MEMBER_EMBEDDINGS, Topics.INTERACTION_TOKENS)) {
      sent.put(topic, stage.addGroup("topic", topic).counter("sent"));
    }
    latency = new SecondsHistogram(stage, "latencySeconds");
    freshness = new SecondsHistogram(stage, "freshnessSeconds");
  }

  /** A record is handed to the sink, a tombstone too. */
  void sent(OutRecord record) {
    sent.get(record.topic()).inc();
  }

  /**
   * A list is.
   *
   * @param appendedMs when Kafka took the newest record that it reflects
   * @param eventTimeMs when the newest event that it reflects happened
   */
  void listed(long appendedMs, long eventTimeMs, long nowMs) {
    latency.update(appendedMs, nowMs);
    freshness.update(eventTimeMs, nowMs);
  }
}
