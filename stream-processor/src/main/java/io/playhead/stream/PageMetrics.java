package io.playhead.stream;

import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** What the page operator counts, in the words of the path. */
final class PageMetrics {
  private static final int HISTOGRAM_BATCHES = 1_000;

  final Counter duplicates;
  final Counter tokensClosed;
  final Counter listsOut;
  final Counter erasures;
  final Histogram batchRows;

  PageMetrics(MetricGroup group, ListMaker lists, IntSupplier waitingMembers) {
    duplicates = group.counter("duplicates");
    tokensClosed = group.counter("tokensClosed");
    listsOut = group.counter("listsOut");
    erasures = group.counter("erasures");
    batchRows = group.histogram("batchRows", new DescriptiveStatisticsHistogram(HISTOGRAM_BATCHES));
    group.gauge("cacheHits", (Gauge<Long>) lists.cache()::hits);
    group.gauge("cacheMisses", (Gauge<Long>) lists.cache()::misses);
    group.gauge("cacheEvictions", (Gauge<Long>) lists.cache()::evictions);
    group.gauge("titles", (Gauge<Integer>) lists::titleCount);
    group.gauge("modelSwaps", (Gauge<Long>) lists::modelSwaps);
    group.gauge("waitingMembers", (Gauge<Integer>) waitingMembers::getAsInt);
    group.gauge("provider", (Gauge<String>) () -> "cpu");
  }
}
