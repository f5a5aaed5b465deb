package io.playhead.deploy.local;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition by asking again every 20 ms, with a limit. Any thread. */
public final class Await {
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);

  private Await() {}

  /**
   * Waits until {@code condition} holds.
   *
   * @return whether it held before {@code limit} had passed and the thread was not interrupted
   */
  public static boolean until(Duration limit, BooleanSupplier condition) {
    long deadlineNs = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadlineNs > 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
    return true;
  }
}
