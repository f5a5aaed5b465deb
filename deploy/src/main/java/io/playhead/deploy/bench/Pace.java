package io.playhead.deploy.bench;

import io.playhead.deploy.local.PageReader;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Sends at a steady rate, whatever becomes of what was sent (an open loop: an engine that lags
 * behind does not get less to do), and follows the pages meanwhile. One thread.
 */
final class Pace {
  private static final long PAUSE_NS = 500_000;

  private final double perSecond;

  Pace(double perSecond) {
    this.perSecond = perSecond;
  }

  /**
   * Calls {@code send} at the rate for so long, then reads what is still to come for a second.
   *
   * @param send sends one event; told how many were sent before
   */
  void run(Duration duration, LongConsumer send, PageReader reader) {
    long startNs = System.nanoTime();
    long sent = 0;
    long elapsedNs = 0;
    while (elapsedNs < duration.toNanos()) {
      for (; sent < elapsedNs / 1e9 * perSecond; sent++) {
        send.accept(sent);
      }
      reader.poll(Duration.ZERO);
      LockSupport.parkNanos(PAUSE_NS);
      elapsedNs = System.nanoTime() - startNs;
    }
    long endNs = System.nanoTime() + Duration.ofSeconds(1).toNanos();
    while (System.nanoTime() < endNs) {
      reader.poll(Duration.ofMillis(20));
    }
  }
}
