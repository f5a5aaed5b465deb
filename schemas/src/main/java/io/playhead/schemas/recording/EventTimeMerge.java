package io.playhead.schemas.recording;

import io.playhead.schemas.Title;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.apache.avro.specific.SpecificRecord;

/**
 * A recording that does not say how things arrived: its titles first, then the events of its files
 * merged by event time, each file in its own order. One thread.
 */
final class EventTimeMerge implements Iterator<Arrived> {
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          Comparator.comparingLong((Head head) -> head.timeMs)
              .thenComparingInt(head -> head.place));
  private long newestMs = Long.MIN_VALUE;

  /** Of those files, which the caller closes; of two events of one time the earlier file's goes. */
  EventTimeMerge(List<? extends RecordIterator<?>> files) {
    List<Head> all = new ArrayList<>();
    files.forEach(file -> all.add(new Head(all.size(), file)));
    all.stream().filter(Head::advance).forEach(heads::add);
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public Arrived next() {
    Head head = heads.poll();
    if (head == null) {
      throw new NoSuchElementException();
    }
    newestMs = Math.max(newestMs, head.timeMs);
    Arrived next = new Arrived(RecordingFile.of(head.record).topic(), head.record, newestMs);
    if (head.advance()) {
      heads.add(head);
    }
    return next;
  }

  /** The next record of one file. */
  private static final class Head {
    private final int place;
    private final RecordIterator<?> records;
    private SpecificRecord record;
    private long timeMs;

    private Head(int place, RecordIterator<?> records) {
      this.place = place;
      this.records = records;
    }

    private boolean advance() {
      if (!records.hasNext()) {
        return false;
      }
      record = records.next();
      timeMs = record instanceof Title ? Arrived.FROM_THE_START : RecordingFile.eventTimeMs(record);
      return true;
    }
  }
}
