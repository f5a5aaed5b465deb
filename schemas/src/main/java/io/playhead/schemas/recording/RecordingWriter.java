package io.playhead.schemas.recording;

import com.fasterxml.jackson.databind.JsonNode;
import io.playhead.schemas.Arrival;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.RecordingManifest.FileEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes a recording, in the order in which things arrived. A folder without a manifest is no
 * recording: it is written last, by {@link #close()}, and not at all after a failed write or {@link
 * #discard()}. One that was checkpointed can be gone on with after a kill. One thread.
 */
public final class RecordingWriter implements Closeable {
  private final RecordingFolder folder;
  private final boolean hasArrivals;
  private final Map<String, String> provenance = new TreeMap<>();
  private final Map<String, List<PartitionOffsets>> offsets = new TreeMap<>();
  private long fromMs;
  private long toMs;
  private RecordingManifest manifest;
  private boolean closed;
  private boolean discarded;

  private RecordingWriter(RecordingFolder folder, boolean hasArrivals, long fromMs, long toMs) {
    this.folder = folder;
    this.hasArrivals = hasArrivals;
    this.fromMs = fromMs;
    this.toMs = toMs;
  }

  /**
   * Starts a recording of events and titles in that folder, which is made if need be. It says
   * nothing of arrivals and has no releases.
   *
   * @throws RecordingException there is a recording already, or the folder cannot be written
   */
  public static RecordingWriter create(Path folder) {
    RecordingFolder files = RecordingFolder.create(folder, RecordingFile.ALWAYS);
    return new RecordingWriter(files, false, Long.MAX_VALUE, Long.MIN_VALUE);
  }

  /**
   * Starts a recording of everything: each event, title and release comes with its arrival.
   *
   * @throws RecordingException there is a recording already, or the folder cannot be written
   */
  public static RecordingWriter createWithArrivals(Path folder) {
    RecordingFolder files = RecordingFolder.create(folder, RecordingFile.all());
    return new RecordingWriter(files, true, Long.MAX_VALUE, Long.MIN_VALUE);
  }

  /**
   * Goes on with a recording behind its last checkpoint.
   *
   * @throws RecordingException one of its files is not what it was, or cannot be written
   */
  public static RecordingWriter resume(Path folder, UnfinishedRecording unfinished) {
    RecordingFolder files = RecordingFolder.append(folder, unfinished.files());
    return new RecordingWriter(
        files, files.has(RecordingFile.ARRIVALS), unfinished.fromMs(), unfinished.toMs());
  }

  /** Adds a playback event. */
  public void write(PlaybackEvent event) {
    writeWithoutArrival(event);
  }

  /** Adds a device event. */
  public void write(DeviceEvent event) {
    writeWithoutArrival(event);
  }

  /** Adds a feedback event. */
  public void write(FeedbackEvent event) {
    writeWithoutArrival(event);
  }

  /** Adds a title. */
  public void write(Title title) {
    writeWithoutArrival(title);
  }

  /** Adds a page that was published. */
  public void write(Recommendation page) {
    if (!closed && !folder.has(RecordingFile.PAGES)) {
      folder.add(RecordingFile.PAGES);
    }
    append(RecordingFile.PAGES, page);
  }

  /** Adds an event, a title or a release with its arrival. */
  public void write(SpecificRecord record, Arrival arrival) {
    RecordingFile file = RecordingFile.of(record);
    if (!file.hasArrivals()
        || !file.topic().equals(arrival.getTopic())
        || arrival.getRemovedKey() != null) {
      throw new IllegalArgumentException(arrival + " is no arrival of " + record);
    }
    append(RecordingFile.ARRIVALS, arrival);
    appendReaching(file, record);
  }

  /** Notes that a title or a release was taken out: the arrival of a null value with its key. */
  public void writeRemoval(Arrival arrival) {
    if (arrival.getRemovedKey() == null || !RecordingFile.canRemove(arrival.getTopic())) {
      throw new IllegalArgumentException(arrival + " removes no title and no release");
    }
    append(RecordingFile.ARRIVALS, arrival);
  }

  private void writeWithoutArrival(SpecificRecord record) {
    if (hasArrivals) {
      throw new IllegalStateException(
          "The recording " + folder.path() + " has arrivals, and this record comes without one.");
    }
    appendReaching(RecordingFile.of(record), record);
  }

  private void appendReaching(RecordingFile file, SpecificRecord record) {
    append(file, record);
    if (file.isOfEvents()) {
      long eventTimeMs = RecordingFile.eventTimeMs(record);
      fromMs = Math.min(fromMs, eventTimeMs);
      toMs = Math.max(toMs, eventTimeMs);
    }
  }

  private void append(RecordingFile file, SpecificRecord record) {
    if (closed) {
      throw new IllegalStateException("The recording " + folder.path() + " is closed.");
    }
    try {
      folder.write(file, record);
    } catch (RuntimeException e) {
      discarded = true;
      throw e;
    }
  }

  /** Notes where the recording came from, such as {@code importer} or {@code source-sha256}. */
  public void provenance(String key, String value) {
    provenance.put(key, value);
  }

  /** Notes what of a topic's partitions it is made from. */
  public void offsets(String topic, List<PartitionOffsets> partitions) {
    offsets.put(topic, List.copyOf(partitions));
  }

  /**
   * Sees that all there is so far outlives a kill, and notes beside it how far the source was read:
   * {@link #resume} goes on from here. Ends the files' blocks, so that whoever wants the same bytes
   * with and without a kill calls this at the same records. Provenance and offsets are not kept.
   */
  public void checkpoint(JsonNode source) {
    UnfinishedRecording unfinished =
        new UnfinishedRecording(
            UnfinishedRecording.FORMAT_VERSION, fromMs, toMs, folder.force(), source);
    try {
      unfinished.write(folder.path());
    } catch (IOException e) {
      throw folder.unwritable(e);
    }
  }

  /**
   * Gives up: {@link #close()} will write no manifest. For the failing path. What was checkpointed
   * can be gone on with.
   */
  public void discard() {
    discarded = true;
    close();
  }

  /** Gives up and leaves nothing of what was written. */
  public void delete() {
    discard();
    folder.delete();
  }

  /** Writes out the files and, last, the manifest. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (discarded) {
      folder.letGo();
    } else {
      finish(folder.close());
    }
  }

  private void finish(Map<String, FileEntry> files) {
    manifest =
        RecordingManifest.of(
            hasEvents() ? fromMs : 0, hasEvents() ? toMs : 0, files, offsets, provenance);
    Path path = folder.path();
    try {
      WholeFile.write(path.resolve(RecordingFile.MANIFEST), manifest.toJson());
      WholeFile.delete(path.resolve(UnfinishedRecording.FILE_NAME));
    } catch (IOException e) {
      throw folder.unwritable(e);
    }
  }

  /** Whether an event was written. */
  public boolean hasEvents() {
    return fromMs <= toMs;
  }

  /** What was written; null until {@link #close()} has. */
  public RecordingManifest manifest() {
    return manifest;
  }
}
