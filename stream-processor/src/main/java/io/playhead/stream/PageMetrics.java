package io.playhead.stream;

import io.playhead.inference.KeyValueCache;
import io.playhead.inference.StageTimes;
import io.playhead.schemas.ReleaseLane;
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

  /** The newest batches or lists that a histogram is of. */
  private static final int HISTOGRAM_VALUES = 1_000;

  private final KeyValueCache cache;
  private final ModelLanes models;

  final Counter eventsIn;
  final Counter duplicates;
  final Counter tokensClosed;
  final Counter listsOut;
  final Counter canaryLists;
  final Counter listsByModelBefore;
  final Counter embeddingsOut;
  final Counter erasures;
  final Histogram batchRows;
  final Histogram shadowSharedOfTen;
  final Histogram shadowPlacesMoved;

  PageMetrics(
      MetricGroup group,
      KeyValueCache cache,
      StageTimes times,
      ModelLanes models,
      WaitingMembers waiting) {
    this.cache = cache;
    this.models = models;
    eventsIn = group.counter("eventsIn");
    duplicates = group.counter("duplicates");
    tokensClosed = group.counter("tokensClosed");
    listsOut = group.counter("listsOut");
    canaryLists = group.counter("canaryLists");
    listsByModelBefore = group.counter("listsByModelBefore");
    embeddingsOut = group.counter("embeddingsOut");
    erasures = group.counter("erasures");
    batchRows = histogram(group, "batchRows");
    shadowSharedOfTen = histogram(group, "shadowSharedOfTen");
    shadowPlacesMoved = histogram(group, "shadowPlacesMoved");
    group.gauge(CACHE_HITS, (Gauge<Long>) cache::hits);
    group.gauge(CACHE_MISSES, (Gauge<Long>) this::cacheMisses);
    group.gauge("cacheMissCpuNs", (Gauge<Long>) cache::missNs);
    group.gauge("cacheEvictions", (Gauge<Long>) cache::evictions);
    group.gauge("cachedMembers", (Gauge<Integer>) this::cachedMembers);
    for (StageTimes.Stage stage : StageTimes.Stage.values()) {
      group.gauge(stage.metric(), (Gauge<Long>) () -> times.ns(stage));
    }
    group.gauge(
        "titles", (Gauge<Integer>) () -> titleCount(models.of(ReleaseLane.SERVING).serving()));
    for (ReleaseLane lane : ReleaseLane.values()) {
      ServedModel served = models.of(lane);
      MetricGroup ofLane = group.addGroup("lane", lane.label());
      ofLane.gauge("modelSwaps", (Gauge<Long>) served::swaps);
      ofLane.gauge("modelRefusals", (Gauge<Long>) served::refusalCount);
      ofLane.gauge("modelLoadSeconds", (Gauge<Double>) served::loadSeconds);
    }
    group.gauge("waitingMembers", (Gauge<Integer>) waiting::count);
    group.gauge("provider", (Gauge<String>) this::provider);
  }

  /** Rows whose window had to be encoded again. */
  long cacheMisses() {
    return cache.misses();
  }

  /** Members whose keys and values are in memory. */
  int cachedMembers() {
    return cache.members();
  }

  /** What the serving model's sessions were made on: "cpu", "cuda:0"; "none" without a model. */
  String provider() {
    LoadedModel serving = models.of(ReleaseLane.SERVING).serving();
    return serving == null ? "none" : serving.provider().toString();
  }

  private static Histogram histogram(MetricGroup group, String name) {
    return group.histogram(name, new DescriptiveStatisticsHistogram(HISTOGRAM_VALUES));
  }

  /** How far a shadow's list was from the published one; their number counts its lists. */
  void compared(ShadowComparison comparison) {
    shadowSharedOfTen.update(comparison.sharedOfTen());
    shadowPlacesMoved.update(comparison.placesMoved());
  }

  private static int titleCount(LoadedModel serving) {
    return serving == null ? 0 : serving.titleCount();
  }

  /** Adds this subtask's figures to those of the job, which are there when it has ended. */
  void report(RuntimeContext job) {
    job.getLongCounter(CACHE_HITS).add(cache.hits());
    job.getLongCounter(CACHE_MISSES).add(cacheMisses());
  }
}
