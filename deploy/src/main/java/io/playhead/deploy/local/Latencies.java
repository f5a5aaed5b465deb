package io.playhead.deploy.local;

import java.util.Arrays;

/** Counts latencies by millisecond, up to ten minutes. One thread. */
public final class Latencies {
  private static final int LIMIT_MS = 600_000; // 600,001 x 4 B = 2.4 MB

  private final int[] counts = new int[LIMIT_MS + 1];
  private long count;

  /** Counts one; below zero counts as zero, above the limit as the limit. */
  public void add(long latencyMs) {
    counts[(int) Math.max(0, Math.min(latencyMs, LIMIT_MS))]++;
    count++;
  }

  /** Starts anew. */
  public void clear() {
    Arrays.fill(counts, 0);
    count = 0;
  }

  /** How many were counted. */
  public long count() {
    return count;
  }

  /** The smallest latency that {@code share} of all do not exceed; -1: none were counted. */
  public long percentileMs(double share) {
    long wanted = (long) Math.ceil(share * count);
    long seen = 0;
    for (int ms = 0; ms <= LIMIT_MS && count > 0; ms++) {
      seen += counts[ms];
      if (seen >= wanted) {
        return ms;
      }
    }
    return -1;
  }
}
