package io.playhead.deploy.simulator;

import io.playhead.deploy.local.TopicWriter;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Title;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Lets simulated members live on a user's own topics: their past as fast as Kafka takes it, then
 * one happening after the other when it is due. The same seed sends the same events, which the job
 * knows again. One thread.
 */
final class LiveMembers {
  private final TopicWriter writer;
  private final SimulatedCatalogue catalogue;
  private final Simulation simulation;
  private final long fromMs;
  private Happening next;
  private long sent;

  /** With members whose past begins at {@code fromMs}. */
  LiveMembers(
      TopicWriter writer, SimulatedCatalogue catalogue, Simulation simulation, long fromMs) {
    this.writer = writer;
    this.catalogue = catalogue;
    this.simulation = simulation;
    this.fromMs = fromMs;
    this.next = simulation.next();
  }

  /**
   * Sends the catalogue and what was before {@code untilMs}. Plays alone: they name the device too,
   * and one topic keeps its order at any speed.
   */
  void bePast(long untilMs, LongConsumer progressMs) {
    for (Title title : catalogue.releasedBy(fromMs)) {
      writer.send(title);
    }
    for (; next.timeMs() < untilMs; next = simulation.next()) {
      if (next.record() instanceof Title || next.record() instanceof PlaybackEvent) {
        send();
      }
      progressMs.accept(next.timeMs() - fromMs);
    }
    writer.flush();
  }

  /** Lives on from {@code fromMs} for so many seconds, {@code speed} times as fast as life. */
  void live(long fromMs, double speed, long seconds) {
    long startNs = System.nanoTime();
    while (true) {
      double dueSeconds = (next.timeMs() - fromMs) / 1000.0 / speed;
      if (dueSeconds >= seconds) {
        writer.flush();
        return;
      }
      long dueNs = startNs + (long) (dueSeconds * TimeUnit.SECONDS.toNanos(1));
      for (long nowNs = System.nanoTime(); nowNs < dueNs; nowNs = System.nanoTime()) {
        LockSupport.parkNanos(dueNs - nowNs);
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
      }
      send();
      next = simulation.next();
    }
  }

  /** Records sent so far, titles that came out among them. */
  long sent() {
    return sent;
  }

  private void send() {
    writer.send(next.record());
    sent++;
  }
}
