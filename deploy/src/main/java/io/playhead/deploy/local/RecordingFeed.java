package io.playhead.deploy.local;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Feeds events while the job runs, with a bound on those in flight: sent, but neither reflected by
 * a page nor rejected yet. So the time from event to list is the engine's, not that of a queue.
 *
 * <p>Topics have no order between them and need none here: the job waits for the slowest. One
 * thread.
 */
public final class RecordingFeed {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int SENDS_BETWEEN_POLLS = 64;

  /** Without progress for so long, what is in flight is taken for settled: a repeated event is. */
  private static final long STALL_NS = TimeUnit.SECONDS.toNanos(10);

  private final TopicWriter writer;
  private final PageReader reader;
  private final long inFlightMax;
  private final Runnable check;
  private long sent;
  private long stalled;

  /**
   * Prepares feeding.
   *
   * @param writer sends the events
   * @param reader tells what is settled; polled here meanwhile
   * @param inFlightMax most events in flight
   * @param check throws when the job has failed
   */
  public RecordingFeed(TopicWriter writer, PageReader reader, long inFlightMax, Runnable check) {
    this.writer = writer;
    this.reader = reader;
    this.inFlightMax = inFlightMax;
    this.check = check;
  }

  /** Sends all of {@code events}; {@code onSent} is told the count now and then. */
  public void feed(Iterator<RecordedEvent> events, LongConsumer onSent) {
    while (events.hasNext()) {
      send(events.next());
      if (sent % SENDS_BETWEEN_POLLS == 0) {
        reader.poll(Duration.ZERO);
        onSent.accept(sent);
      }
    }
    writer.flush();
    onSent.accept(sent);
  }

  /** Sends one event, when there is room for it. */
  public void send(RecordedEvent event) {
    // The first goes alone: it waits until the model is loaded, and nobody should wait with it.
    long room = reader.pageCount() == 0 && stalled == 0 ? 1 : inFlightMax;
    if (inFlight() >= room) {
      awaitProgress(room);
    }
    writer.send(event.record());
    sent++;
  }

  /** Events sent. */
  public long sent() {
    return sent;
  }

  /** Events sent that are neither reflected by a page nor rejected. */
  public long inFlight() {
    return sent - stalled - reader.reflectedCount() - reader.rejectedEventCount();
  }

  private void awaitProgress(long below) {
    long sinceNs = System.nanoTime();
    long before = inFlight();
    while (inFlight() >= below) {
      if (reader.poll(POLL) == 0) {
        check.run();
      }
      if (inFlight() < before) {
        before = inFlight();
        sinceNs = System.nanoTime();
      } else if (System.nanoTime() - sinceNs > STALL_NS) {
        stalled += inFlight();
      }
    }
  }
}
