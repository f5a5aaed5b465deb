package io.playhead.stream;

import java.util.Locale;
import org.apache.flink.metrics.MetricGroup;

/**
 * The stages of the path, which metrics are named by: {@code playhead.STAGE.NAME}, with labels
 * between stage and name, unit last. docs/operations/metrics.md lists them all.
 */
enum PathStage {
  EVENT,
  TOKEN,
  WINDOW,
  BATCH,
  LIST,
  TOPIC;

  private static final String ALL = "playhead";

  /** Where a stage's metrics stand. */
  MetricGroup of(MetricGroup operator) {
    return all(operator).addGroup(name().toLowerCase(Locale.ROOT));
  }

  /** Where the stages stand. */
  static MetricGroup all(MetricGroup operator) {
    return operator.addGroup(ALL);
  }
}
