package io.playhead.deploy.bench.view;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.bench.ProcessMemory;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.deploy.local.ViewProcess;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * Streams: from publish to receipt, and what ten thousand that were dropped leave behind.
 *
 * @param latenciesMs from a page's making to its receipt
 * @param before the view's memory before streams were dropped
 * @param after and after
 */
record Pushes(Histogram latenciesMs, ProcessMemory before, ProcessMemory after) {
  static final int SUBSCRIBERS = 1_000;
  private static final int DROPPED = 10_000;
  private static final int DROPPED_AT_A_TIME = 500;
  private static final int PAGES_PER_SECOND = 500;
  private static final int SECONDS = 20;
  private static final double EVENT_LIMIT_SECONDS = 60;

  /** Streams that nobody reads are found out by the heartbeat after 15 s. */
  private static final Duration DROP_LIMIT = Duration.ofSeconds(90);

  static Pushes measure(
      ViewProcess view, MadeUpPages pages, TopicWriter writer, ViewMetrics metrics) {
    Histogram latencies = push(view, pages, writer);
    // A first thousand, so that what the server keeps for reuse is there before.
    drop(view, DROPPED_AT_A_TIME);
    drop(view, DROPPED_AT_A_TIME);
    awaitNone(metrics);
    ProcessMemory before = ProcessMemory.of(view.pid());
    for (int dropped = 0; dropped < DROPPED; dropped += DROPPED_AT_A_TIME) {
      drop(view, DROPPED_AT_A_TIME);
    }
    awaitNone(metrics);
    return new Pushes(latencies, before, ProcessMemory.of(view.pid()));
  }

  private static Histogram push(ViewProcess view, MadeUpPages pages, TopicWriter writer) {
    try (StreamLoad streams = new StreamLoad(view.port(), SUBSCRIBERS)) {
      if (!streams.await(SUBSCRIBERS, EVENT_LIMIT_SECONDS)) {
        throw CommandFailure.other(
            "only %d of %d streams began".formatted(streams.events(), SUBSCRIBERS));
      }
      streams.clear();
      long startNs = System.nanoTime();
      long total = (long) PAGES_PER_SECOND * SECONDS;
      for (long sent = 0; sent < total; ) {
        long due = (long) ((System.nanoTime() - startNs) / 1e9 * PAGES_PER_SECOND);
        for (; sent < Math.min(due, total); sent++) {
          pages.send((int) (sent % SUBSCRIBERS), 2 + sent / SUBSCRIBERS);
        }
        streams.poll(1);
      }
      writer.flush();
      if (!streams.await(total, EVENT_LIMIT_SECONDS)) {
        throw CommandFailure.other(
            "only %d of %d pages reached their subscriber".formatted(streams.events(), total));
      }
      return streams.latenciesMs().copy();
    }
  }

  private static void drop(ViewProcess view, int count) {
    try (StreamLoad streams = new StreamLoad(view.port(), count)) {
      if (!streams.await(count, EVENT_LIMIT_SECONDS)) {
        throw CommandFailure.other(
            "only %d of %d streams began".formatted(streams.events(), count));
      }
    }
  }

  private static void awaitNone(ViewMetrics metrics) {
    if (!Await.until(DROP_LIMIT, () -> metrics.streams() == 0)) {
      throw CommandFailure.other(
          "%.0f dropped streams are still open".formatted(metrics.streams()));
    }
  }
}
