package io.playhead.stream;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What the first stage reads, and how long it stood on its topic. On the task's thread. */
final class EventMetrics {
  private final MetricGroup stage;
  private final Map<String, Counter> read = new HashMap<>();
  private final SecondsHistogram wait;

  EventMetrics(MetricGroup operator) {
    stage = PathStage.EVENT.of(operator);
    KafkaEnds.MEMBER_TOPICS.forEach(this::counter);
    wait = new SecondsHistogram(stage, "waitSeconds");
  }

  void read(RawRecord raw, long nowMs) {
    counter(raw.topic()).inc();
    wait.update(raw.timestampMs(), nowMs);
  }

  private Counter counter(String topic) {
    return read.computeIfAbsent(topic, name -> stage.addGroup("topic", name).counter("read"));
  }
}
