package io.playhead.stream;

import java.util.List;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * How long something took, in buckets that can be added up over subtasks, as the quantiles of
 * Flink's own histograms cannot: label {@code le} holds a bucket's upper bound in seconds, and each
 * counts all that are not longer, which is what Prometheus' {@code histogram_quantile} takes.
 * Updates cost a few nanoseconds. Written by the task's thread; the metrics thread reads a little
 * late.
 */
final class SecondsHistogram {
  /** From half of what an idle job takes to an hour, each two to three times the one before. */
  private static final List<String> BOUNDS_SECONDS =
      List.of(
          "0.005", "0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1", "2", "5", "10", "30", "60",
          "300", "3600", "+Inf");

  private static final long[] BOUNDS_MS = boundsMs();

  private final long[] counts = new long[BOUNDS_MS.length];
  private long sumMs;

  /** Two metrics: {@code nameBucket} by {@code le}, and {@code nameSum}. */
  SecondsHistogram(MetricGroup stage, String name) {
    for (int bucket = 0; bucket < BOUNDS_MS.length; bucket++) {
      int last = bucket;
      stage
          .addGroup("le", BOUNDS_SECONDS.get(bucket))
          .gauge(name + "Bucket", (Gauge<Long>) () -> upTo(last));
    }
    stage.gauge(name + "Sum", (Gauge<Double>) () -> sumMs / 1_000.0);
  }

  private static long[] boundsMs() {
    long[] ms = new long[BOUNDS_SECONDS.size()];
    for (int bucket = 0; bucket < ms.length - 1; bucket++) {
      ms[bucket] = Math.round(Double.parseDouble(BOUNDS_SECONDS.get(bucket)) * 1_000);
    }
    ms[ms.length - 1] = Long.MAX_VALUE;
    return ms;
  }

  /**
   * It took so long; clocks of two machines may say less than nothing.
   *
   * @param fromMs milliseconds since 1970-01-01 UTC; negative: unknown, and not counted
   */
  void update(long fromMs, long toMs) {
    if (fromMs < 0) {
      return;
    }
    long tookMs = Math.max(0, toMs - fromMs);
    int bucket = 0;
    while (tookMs > BOUNDS_MS[bucket]) {
      bucket++;
    }
    counts[bucket]++;
    sumMs += tookMs;
  }

  private long upTo(int last) {
    long count = 0;
    for (int bucket = 0; bucket <= last; bucket++) {
      count += counts[bucket];
    }
    return count;
  }
}
