package io.playhead.stream;

/**
 * How many members may be moved to a new model now: a token bucket. A move means that the member's
 * window is encoded again, 1 to 3 ms where a cached row costs a tenth. Used on the task's thread.
 */
final class RebuildBudget {
  /** At 2 ms each and 100 a second: a burst of 20 ms, about what a batch takes. */
  private static final double BURST_SECONDS = 0.1;

  private final double perMs;
  private final double burst;
  private double left;
  private long atMs;

  RebuildBudget(int perSecond) {
    this.perMs = perSecond / 1_000.0;
    this.burst = Math.max(1, perSecond * BURST_SECONDS);
    this.left = burst;
  }

  /** Takes one where there is one. */
  boolean tryTake(long nowMs) {
    left = Math.min(burst, left + Math.max(0, nowMs - atMs) * perMs);
    atMs = nowMs;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
