package io.playhead.view.store;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Time of the newest event that any page here reflects: now, in the world of the members, which for
 * simulated ones is not the clock's. Safe on any thread.
 */
public final class NewestEvent {
  private static final long NONE = Long.MIN_VALUE;
  private final AtomicLong newestMs = new AtomicLong(NONE);

  void at(long eventTimeMs) {
    newestMs.accumulateAndGet(eventTimeMs, Math::max);
  }

  /** Milliseconds since 1970-01-01 UTC; null: no page has come since the start. */
  public Long ms() {
    long ms = newestMs.get();
    return ms == NONE ? null : ms;
  }
}
