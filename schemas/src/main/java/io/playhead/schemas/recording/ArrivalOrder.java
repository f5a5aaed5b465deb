package io.playhead.schemas.recording;

import io.playhead.schemas.Arrival;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records of a recording in the order of its arrivals: the next line of a topic belongs to the next
 * record of its file. Times are the greatest so far of all lines, also of those passed over, so
 * that two of these on one recording agree. One thread.
 */
final class ArrivalOrder implements Iterator<Arrived> {
  private static final Set<String> ARRIVING =
      RecordingFile.all().stream()
          .filter(RecordingFile::hasArrivals)
          .map(RecordingFile::topic)
          .collect(Collectors.toUnmodifiableSet());

  private final RecordIterator<Arrival> lines;
  private final Map<String, RecordIterator<?>> files;
  private long newestMs = Long.MIN_VALUE;
  private Arrived next;

  /** The records of the {@code files}, by topic; the caller closes them, and the lines. */
  ArrivalOrder(RecordIterator<Arrival> lines, Map<String, RecordIterator<?>> files) {
    this.lines = lines;
    this.files = files;
    advance();
  }

  private void advance() {
    next = null;
    while (next == null && lines.hasNext()) {
      Arrival line = lines.next();
      newestMs = Math.max(newestMs, line.getAppendedMs());
      if (files.containsKey(line.getTopic())) {
        next = new Arrived(line.getTopic(), record(line), newestMs, line);
      } else if (!ARRIVING.contains(line.getTopic())) {
        throw mismatch(line.getTopic(), "which is no topic of events, titles or releases");
      }
    }
    if (next == null) {
      files.forEach(this::requireAllArrived);
    }
  }

  private SpecificRecord record(Arrival line) {
    if (line.getRemovedKey() != null) {
      return null;
    }
    RecordIterator<?> file = files.get(line.getTopic());
    if (!file.hasNext()) {
      throw mismatch(
          line.getTopic(), "and more often than " + line.getTopic() + ".avro has records");
    }
    return file.next();
  }

  private void requireAllArrived(String topic, RecordIterator<?> file) {
    if (file.hasNext()) {
      throw mismatch(topic, "and less often than " + topic + ".avro has records");
    }
  }

  private RecordingException mismatch(String topic, String what) {
    return new RecordingException(
        lines.path() + " names " + topic + ", " + what + "; record it again.");
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Arrived next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    Arrived arrived = next;
    advance();
    return arrived;
  }
}
