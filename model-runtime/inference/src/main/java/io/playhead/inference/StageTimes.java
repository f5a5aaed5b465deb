package io.playhead.inference;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Processor time that one thread's lists have taken, by stage. Written by that thread alone; others
 * may read it for metrics and see it a little late.
 */
public final class StageTimes {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private volatile long encodeNs;
  private volatile long retrievalNs;

  /** From tokens to member vectors: the model's steps, and moving keys and values. */
  public long encodeNs() {
    return encodeNs;
  }

  /** From member vectors to the best titles, eligibility included. */
  public long retrievalNs() {
    return retrievalNs;
  }

  static long nowNs() {
    return THREADS.getCurrentThreadCpuTime();
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
  void encoded(long sinceNs) {
    encodeNs += nowNs() - sinceNs;
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
  void retrieved(long sinceNs) {
    retrievalNs += nowNs() - sinceNs;
  }
}
