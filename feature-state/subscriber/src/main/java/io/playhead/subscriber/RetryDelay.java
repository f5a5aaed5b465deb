package io.playhead.subscriber;

import java.util.concurrent.TimeUnit;

/** When to ask the registry again: after 1 s, 2 s, 4 s ... 30 s, until it answers. */
final class RetryDelay {
  static final long FIRST_NS = TimeUnit.SECONDS.toNanos(1);
  static final long MAX_NS = TimeUnit.SECONDS.toNanos(30);

  private boolean waiting;
  private long delayNs = FIRST_NS;
  private long dueNs;

  void failed(long nowNs) {
    waiting = true;
    dueNs = nowNs + delayNs;
    delayNs = Math.min(2 * delayNs, MAX_NS);
  }

  void succeeded() {
    waiting = false;
    delayNs = FIRST_NS;
  }

  /** Whether the last try has failed. */
  boolean isWaiting() {
    return waiting;
  }

  /** Whether to try now. */
  boolean isDue(long nowNs) {
    return !waiting || nowNs - dueNs >= 0;
  }
}
