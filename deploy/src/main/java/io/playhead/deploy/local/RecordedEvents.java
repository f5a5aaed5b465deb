package io.playhead.deploy.local;

import io.playhead.schemas.recording.RecordIterator;
import io.playhead.schemas.recording.Recording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.apache.avro.specific.SpecificRecord;

/**
 * A recording's events as they arrived: its files merged by event time, each in its own order.
 * Reads as it goes. One thread.
 */
public final class RecordedEvents implements Iterator<RecordedEvent>, AutoCloseable {
  private final List<RecordIterator<?>> files = new ArrayList<>();
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          Comparator.comparingLong((Head h) -> h.event.eventTimeMs())
              .thenComparingInt(h -> h.file));

  /** Opens the recording's event files. */
  public RecordedEvents(Recording recording) {
    add(recording.playbackEvents());
    add(recording.deviceEvents());
    add(recording.feedbackEvents());
  }

  private void add(RecordIterator<? extends SpecificRecord> events) {
    files.add(events);
    advance(new Head(files.size(), events, null));
  }

  private void advance(Head head) {
    if (head.rest.hasNext()) {
      heads.add(new Head(head.file, head.rest, RecordedEvent.of(head.rest.next())));
    }
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public RecordedEvent next() {
    Head head = heads.poll();
    if (head == null) {
      throw new NoSuchElementException();
    }
    advance(head);
    return head.event;
  }

  @Override
  public void close() {
    files.forEach(RecordIterator::close);
  }

  /** The next event of one file. */
  private record Head(
      int file, RecordIterator<? extends SpecificRecord> rest, RecordedEvent event) {}
}
