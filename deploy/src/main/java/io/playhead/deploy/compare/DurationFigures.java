package io.playhead.deploy.compare;

import java.util.Arrays;

/**
 * Durations, milliseconds. A percentile is the smallest one that so many are not above.
 *
 * @param count how many
 * @param meanMs mean
 * @param p50Ms median
 * @param p90Ms 90th percentile
 * @param p99Ms 99th percentile
 * @param maxMs longest
 */
public record DurationFigures(
    int count, double meanMs, long p50Ms, long p90Ms, long p99Ms, long maxMs) {

  /** Of those durations; null without any. */
  static DurationFigures of(long[] durationsMs) {
    if (durationsMs.length == 0) {
      return null;
    }
    long[] sorted = durationsMs.clone();
    Arrays.sort(sorted);
    return new DurationFigures(
        sorted.length,
        Arrays.stream(sorted).asDoubleStream().sum() / sorted.length,
        percentile(sorted, 50),
        percentile(sorted, 90),
        percentile(sorted, 99),
        sorted[sorted.length - 1]);
  }

  private static long percentile(long[] sorted, int percent) {
    long rank = (sorted.length * (long) percent + 99) / 100; // ceiling, from 1
    return sorted[(int) rank - 1];
  }
}
