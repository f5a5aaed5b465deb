package io.playhead.schemas.recording;

import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;
import org.apache.avro.specific.SpecificRecord;

/**
 * The events of a recording in one order, that of their arrival: its files merged by event time,
 * each in its own order, as files of an import say nothing else. Reads as it goes. One thread.
 */
public final class ArrivedRecords implements Iterator<Arrived>, AutoCloseable {
  private final List<Head<?>> files = new ArrayList<>();
  private final PriorityQueue<Head<?>> heads =
      new PriorityQueue<>(
          Comparator.comparingLong((Head<?> head) -> head.timeMs)
              .thenComparingInt(head -> head.place));
  private long newestMs = Long.MIN_VALUE;

  private ArrivedRecords() {}

  /** The events; closed by the caller. */
  public static ArrivedRecords events(Recording recording) {
    ArrivedRecords events = new ArrivedRecords();
    events.add(RecordingFile.PLAYBACK, recording.playbackEvents(), PlaybackEvent::getEventTimeMs);
    events.add(RecordingFile.DEVICE, recording.deviceEvents(), DeviceEvent::getEventTimeMs);
    events.add(RecordingFile.FEEDBACK, recording.feedbackEvents(), FeedbackEvent::getEventTimeMs);
    return events;
  }

  private <T extends SpecificRecord> void add(
      RecordingFile file, RecordIterator<T> records, ToLongFunction<T> timeMs) {
    Head<T> head = new Head<>(files.size(), file.topic().name(), records, timeMs);
    files.add(head);
    if (head.advance()) {
      heads.add(head);
    }
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public Arrived next() {
    Head<?> head = heads.poll();
    if (head == null) {
      throw new NoSuchElementException();
    }
    newestMs = Math.max(newestMs, head.timeMs);
    Arrived next = new Arrived(head.topic, head.record, newestMs);
    if (head.advance()) {
      heads.add(head);
    }
    return next;
  }

  @Override
  public void close() {
    files.forEach(head -> head.records.close());
  }

  /** The next record of one file. */
  private static final class Head<T extends SpecificRecord> {
    private final int place;
    private final String topic;
    private final RecordIterator<T> records;
    private final ToLongFunction<T> timeMsOf;
    private T record;
    private long timeMs;

    private Head(int place, String topic, RecordIterator<T> records, ToLongFunction<T> timeMsOf) {
      this.place = place;
      this.topic = topic;
      this.records = records;
      this.timeMsOf = timeMsOf;
    }

    private boolean advance() {
      if (!records.hasNext()) {
        return false;
      }
      record = records.next();
      timeMs = timeMsOf.applyAsLong(record);
      return true;
    }
  }
}
