package io.playhead.schemas.recording;

import io.playhead.schemas.Arrival;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is in a recording in one order, that of its arrival. Where the recording does not say how
 * things arrived, its events are merged by their times, and its titles were there before. Reads as
 * it goes. One thread.
 */
public final class ArrivedRecords implements Iterator<Arrived>, AutoCloseable {
  private static final List<RecordingFile> EVENTS =
      List.of(RecordingFile.PLAYBACK, RecordingFile.DEVICE, RecordingFile.FEEDBACK);
  private static final List<RecordingFile> CONTROL =
      List.of(RecordingFile.TITLES, RecordingFile.RELEASES);

  private final List<RecordIterator<?>> files = new ArrayList<>();
  private final Iterator<Arrived> records;

  private ArrivedRecords(Recording recording, List<RecordingFile> wanted) {
    try {
      this.records =
          recording.hasArrivals() ? byArrival(recording, wanted) : byTime(recording, wanted);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The events; closed by the caller. */
  public static ArrivedRecords events(Recording recording) {
    return new ArrivedRecords(recording, EVENTS);
  }

  /**
   * What the events meet: the versions of the titles, the releases, and the removals of both;
   * without arrivals the titles alone, all {@link Arrived#FROM_THE_START}. Their times are on one
   * clock with those of {@link #events}. Closed by the caller.
   */
  public static ArrivedRecords control(Recording recording) {
    return new ArrivedRecords(recording, CONTROL);
  }

  /** Both in one order; closed by the caller. */
  public static ArrivedRecords all(Recording recording) {
    List<RecordingFile> both = new ArrayList<>(CONTROL);
    both.addAll(EVENTS);
    return new ArrivedRecords(recording, both);
  }

  private Iterator<Arrived> byArrival(Recording recording, List<RecordingFile> wanted) {
    RecordIterator<Arrival> lines = recording.arrivals();
    files.add(lines);
    Map<String, RecordIterator<?>> byTopic = new LinkedHashMap<>();
    wanted.forEach(file -> byTopic.put(file.topic(), open(recording, file)));
    return new ArrivalOrder(lines, byTopic);
  }

  private Iterator<Arrived> byTime(Recording recording, List<RecordingFile> wanted) {
    return new EventTimeMerge(wanted.stream().map(file -> open(recording, file)).toList());
  }

  private RecordIterator<?> open(Recording recording, RecordingFile file) {
    RecordIterator<?> records = recording.records(file);
    files.add(records);
    return records;
  }

  @Override
  public boolean hasNext() {
    return records.hasNext();
  }

  @Override
  public Arrived next() {
    return records.next();
  }

  @Override
  public void close() {
    files.forEach(RecordIterator::close);
  }
}
