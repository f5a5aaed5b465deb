package io.playhead.stream;

import io.playhead.inference.KeyValueCache;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** What the page operator counts, in the words of the path. */
final class PageMetrics {
  /** Rows that ran on cached keys and values, over all subtasks of a job that has ended. */
  static final String CACHE_HITS = "cacheHits";

  /** Rows whose window had to be encoded again, over all subtasks of a job that has ended. */
  static final String CACHE_MISSES = "cacheMisses";

  private static final int HISTOGRAM_BATCHES = 1_000;

  private final KeyValueCache cache;

  final Counter duplicates;
  final Counter tokensClosed;
  final Counter listsOut;
  final Counter embeddingsOut;
  final Counter erasures;
  final Histogram batchRows;

  PageMetrics(MetricGroup group, KeyValueCache cache, ModelLanes models, WaitingMembers waiting) {
    this.cache = cache;
    ServedModel served = models.served();
    duplicates = group.counter("duplicates");
    tokensClosed = group.counter("tokensClosed");
    listsOut = group.counter("listsOut");
    embeddingsOut = group.counter("embeddingsOut");
    erasures = group.counter("erasures");
    batchRows = group.histogram("batchRows", new DescriptiveStatisticsHistogram(HISTOGRAM_BATCHES));
    group.gauge(CACHE_HITS, (Gauge<Long>) cache::hits);
    group.gauge(CACHE_MISSES, (Gauge<Long>) cache::misses);
    group.gauge("cacheEvictions", (Gauge<Long>) cache::evictions);
    group.gauge("titles", (Gauge<Integer>) () -> titleCount(models.serving()));
    group.gauge("modelSwaps", (Gauge<Long>) served::swaps);
    group.gauge("modelRefusals", (Gauge<Long>) served::refusalCount);
    group.gauge("modelLoadSeconds", (Gauge<Double>) served::loadSeconds);
    group.gauge("waitingMembers", (Gauge<Integer>) waiting::count);
    group.gauge("provider", (Gauge<String>) () -> "cpu");
  }

  private static int titleCount(LoadedModel serving) {
    return serving == null ? 0 : serving.titleCount();
  }

  /** Adds this subtask's figures to those of the job, which are there when it has ended. */
  void report(RuntimeContext job) {
    job.getLongCounter(CACHE_HITS).add(cache.hits());
    job.getLongCounter(CACHE_MISSES).add(cache.misses());
  }
}
