package io.playhead.view.http;

/**
 * Whether the store answers from memory, so that a thread that others wait for may ask it: yes
 * until a tenth of some thirty reads in a row took as long as a disk does. Any thread; two that
 * report at once may lose one of the reports.
 */
final class StoreSpeed {
  /** Of a page in memory 10 us, unpacking included; from a local disk 100 and more. */
  private static final long SLOW_NS = 250_000;

  /** A thread that loses its core for a moment makes a slow read of a quick store. */
  private static final float SLOW_SHARE_MAX = .1f;

  private static final float READS = 32;

  private volatile float slowShare;

  /** Whether it does, as far as is known. */
  boolean isQuick() {
    return slowShare < SLOW_SHARE_MAX;
  }

  /** A read took so long, on whichever thread. */
  void took(long ns) {
    slowShare += ((ns > SLOW_NS ? 1 : 0) - slowShare) / READS;
  }
}
