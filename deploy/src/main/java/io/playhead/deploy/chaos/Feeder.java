package io.playhead.deploy.chaos;

import io.playhead.deploy.local.Await;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;

/** Sends the input at its pace, and catches up where it was held up. On a thread of its own. */
final class Feeder {
  private final ChaosInput input;
  private final AckedWriter writer;
  private final AtomicLong simulatedMs = new AtomicLong();

  Feeder(ChaosInput input, AckedWriter writer) {
    this.input = input;
    this.writer = writer;
    simulatedMs.set(input.nowMs());
  }

  /** Sends so many events at that pace, then what was held back; returns when brokers have them. */
  void feed(long events, double perSecond) {
    long startNs = System.nanoTime();
    for (long event = 0; event < events && !Thread.currentThread().isInterrupted(); event++) {
      long dueNs = startNs + (long) (event / perSecond * 1e9);
      long waitNs = dueNs - System.nanoTime();
      if (waitNs > 0) {
        Await.until(Duration.ofNanos(waitNs), () -> false);
      }
      writer.send(input.next());
      simulatedMs.set(input.nowMs());
    }
    for (Iterator<InputEvent> rest = input.rest(); rest.hasNext(); ) {
      writer.send(rest.next());
    }
    writer.flush();
  }

  /** Simulated time, ms since 1970-01-01 UTC; any thread. */
  long simulatedMs() {
    return simulatedMs.get();
  }
}
