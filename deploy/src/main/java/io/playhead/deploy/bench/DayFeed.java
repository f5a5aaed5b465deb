package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.bench.DayEvent.Kind;
import io.playhead.deploy.local.Await;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Sends events as fast as the job takes them: never more than so many ahead of it, so that disks do
 * not fill, and never so few that it waits. One thread.
 */
final class DayFeed {
  private static final Duration STALL = Duration.ofMinutes(2);

  /** Answering takes the job's time, and it takes seconds for what it has. */
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final BenchJob job;
  private final int aheadMax;
  private final Runnable look;
  private final Map<Kind, Long> sent = new EnumMap<>(Kind.class);
  private long toWindows;
  private long taken;
  private long seen; // taken when it was asked before

  /**
   * Of a job that has just begun.
   *
   * @param aheadMax most events that the job has not taken
   * @param look what else is to be done each time that it was asked
   */
  DayFeed(BenchJob job, int aheadMax, Runnable look) {
    this.job = job;
    this.aheadMax = aheadMax;
    this.look = look;
  }

  /** Sends, and waits while the job is behind. */
  void send(DayEvent event) {
    event.send(job.writer);
    sent.merge(event.kind(), 1L, Long::sum);
    toWindows += event.kind().reachesWindow() ? 1 : 0;
    if (toWindows - taken >= aheadMax) {
      awaitTaken(toWindows - aheadMax / 2);
    }
  }

  /** Sends until the job has as much before it as it ever has. */
  void fill(DayEvents events) {
    ask();
    while (toWindows - taken < aheadMax - 1) {
      send(events.next());
    }
    job.writer.flush();
  }

  /** Waits until the job has taken all that was sent. */
  void awaitAll() {
    job.writer.flush();
    awaitTaken(toWindows);
  }

  private void awaitTaken(long count) {
    long progressNs = System.nanoTime();
    while (ask() < count) {
      if (taken > seen) {
        progressNs = System.nanoTime();
      } else if (System.nanoTime() - progressNs > STALL.toNanos()) {
        throw CommandFailure.other(
            "the job has taken %,d of %,d events and no more in %d min, or has failed and counts anew"
                .formatted(taken, toWindows, STALL.toMinutes()));
      }
      Await.until(PAUSE, () -> false);
    }
  }

  /** How many it has taken by now. */
  private long ask() {
    job.local.check();
    job.rest.refresh();
    seen = taken;
    taken = Math.max(taken, (long) job.rest.sum("window.events"));
    look.run();
    return taken;
  }

  /** Events sent so far of that kind. */
  long sent(Kind kind) {
    return sent.getOrDefault(kind, 0L);
  }

  /** Events sent so far. */
  long sent() {
    return sent.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Events sent so far that are counted where windows are. */
  long toWindows() {
    return toWindows;
  }
}
