package io.playhead.stream;

import io.playhead.inference.KeyValueCache;
import io.playhead.inference.StageTimes;
import io.playhead.schemas.ReleaseLane;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What the page operator counts from token to list, in the words of the path. Counted on the task's
 * thread; the metrics thread reads.
 */
final class PageMetrics {
  /** Rows that ran on cached keys and values, over all subtasks of a job that has ended. */
  static final String CACHE_HITS = "cacheHits";

  /** Rows whose window had to be encoded again, over all subtasks of a job that has ended. */
  static final String CACHE_MISSES = "cacheMisses";

  /** The newest batches or lists that a histogram is of. */
  private static final int HISTOGRAM_VALUES = 1_000;

  private final KeyValueCache cache;
  private final Map<ReleaseLane, Counter> made = new EnumMap<>(ReleaseLane.class);

  final Counter tokensClosed;
  final Counter events;
  final Counter duplicates;
  final Counter erasures;
  final Histogram batchRows;
  final Counter listsByModelBefore;
  final Histogram shadowSharedOfTen;
  final Histogram shadowPlacesMoved;
  final ModelMetrics models;

  PageMetrics(MetricGroup operator, KeyValueCache cache, StageTimes times, ModelLanes models) {
    this.cache = cache;
    tokensClosed = PathStage.TOKEN.of(operator).counter("closed");
    MetricGroup window = PathStage.WINDOW.of(operator);
    events = window.counter("events");
    duplicates = window.counter("duplicates");
    erasures = window.counter("erasures");
    batchRows = histogram(PathStage.BATCH.of(operator), "rows");
    MetricGroup list = PathStage.LIST.of(operator);
    for (ReleaseLane lane : ReleaseLane.values()) {
      made.put(lane, list.addGroup("lane", lane.label()).counter("made"));
    }
    listsByModelBefore = list.counter("madeByModelBefore");
    shadowSharedOfTen = histogram(list, "shadowSharedOfTen");
    shadowPlacesMoved = histogram(list, "shadowPlacesMoved");
    this.models = new ModelMetrics(list, models);
    ofCache(list);
    for (StageTimes.Stage stage : StageTimes.Stage.values()) {
      PathStage.all(operator)
          .addGroup("work", stage.label())
          .gauge("cpuNs", (Gauge<Long>) () -> times.ns(stage));
    }
  }

  private void ofCache(MetricGroup list) {
    list.gauge(CACHE_HITS, (Gauge<Long>) cache::hits);
    list.gauge(CACHE_MISSES, (Gauge<Long>) this::cacheMisses);
    list.gauge("cacheMissCpuNs", (Gauge<Long>) cache::missNs);
    list.gauge("cacheEvictions", (Gauge<Long>) cache::evictions);
    list.gauge("cacheMembers", (Gauge<Integer>) cache::members);
    list.gauge("cacheBytes", (Gauge<Long>) cache::bytes);
    list.gauge("cacheBytesMax", (Gauge<Long>) cache::bytesMax);
  }

  private static Histogram histogram(MetricGroup group, String name) {
    return group.histogram(name, new DescriptiveStatisticsHistogram(HISTOGRAM_VALUES));
  }

  /** Lists made by the model of a lane. */
  void made(ReleaseLane lane, int count) {
    made.get(lane).inc(count);
  }

  /** Rows whose window had to be encoded again. */
  long cacheMisses() {
    return cache.misses();
  }

  /** Members whose keys and values are in memory. */
  int cachedMembers() {
    return cache.members();
  }

  /** How far a shadow's list was from the published one; their number counts its lists. */
  void compared(ShadowComparison comparison) {
    shadowSharedOfTen.update(comparison.sharedOfTen());
    shadowPlacesMoved.update(comparison.placesMoved());
  }

  /** Adds this subtask's figures to those of the job, which are there when it has ended. */
  void report(RuntimeContext job) {
    job.getLongCounter(CACHE_HITS).add(cache.hits());
    job.getLongCounter(CACHE_MISSES).add(cacheMisses());
  }
}
