package io.playhead.view.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.playhead.schemas.RejectedRecordException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of the records that were read, as metrics. Safe on any thread. */
public final class RecordCounts {
  private static final Logger LOG = LoggerFactory.getLogger(RecordCounts.class);

  private static final Duration[] DELAY_BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofHours(1)
  };

  private final MeterRegistry metrics;
  private final Counter kept;
  private final Counter older;
  private final Counter forgotten;
  private final Timer delay;

  /** Counts into that registry. */
  public RecordCounts(MeterRegistry metrics) {
    this.metrics = metrics;
    this.kept = pages("kept");
    this.older = pages("older-revision");
    this.forgotten = pages("forgotten");
    this.delay =
        Timer.builder("playhead.view.delay")
            .description("From a page's list leaving the job to the page in the store")
            .serviceLevelObjectives(DELAY_BUCKETS)
            .register(metrics);
  }

  private Counter pages(String outcome) {
    return Counter.builder("playhead.view.pages")
        .description("Pages read from recommendations, by what became of them")
        .tag("outcome", outcome)
        .register(metrics);
  }

  /**
   * A page is in the store.
   *
   * @param delayMs since its list was made; two machines' clocks may say less than nothing
   */
  void kept(long delayMs) {
    kept.increment();
    delay.record(Math.max(0, delayMs), TimeUnit.MILLISECONDS);
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
