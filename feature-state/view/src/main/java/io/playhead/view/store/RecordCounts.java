package io.playhead.view.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.playhead.schemas.RejectedRecordException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of the records that were read, as metrics. Safe on any thread. */
public final class RecordCounts {
  private static final Logger LOG = LoggerFactory.getLogger(RecordCounts.class);

  private final MeterRegistry metrics;
  private final Counter kept;
  private final Counter older;
  private final Counter forgotten;

  /** Counts into that registry. */
  public RecordCounts(MeterRegistry metrics) {
    this.metrics = metrics;
    this.kept = pages("kept");
    this.older = pages("older-revision");
    this.forgotten = pages("forgotten");
  }

  private Counter pages(String outcome) {
    return Counter.builder("playhead.view.pages")
        .description("Pages read from recommendations, by what became of them")
        .tag("outcome", outcome)
        .register(metrics);
  }

  void kept() {
    kept.increment();
  }

  void older() {
    older.increment();
  }

  void forgotten() {
    forgotten.increment();
  }

  /** A record that cannot be used is counted, and what the store has stays. */
  void rejected(String topic, RejectedRecordException rejection) {
    Counter.builder("playhead.view.rejected")
        .description("Records that could not be used")
        .tag("topic", topic)
        .tag("reason", rejection.reason().label())
        .register(metrics)
        .increment();
    LOG.debug("A record of {} is {}: {}", topic, rejection.reason().label(), rejection.detail());
  }
}
