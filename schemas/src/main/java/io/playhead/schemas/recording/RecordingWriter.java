package io.playhead.schemas.recording;

import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Title;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes a recording, in the order in which things arrived. A folder without a manifest is no
 * recording: it is written last, by {@link #close()}, and not at all after a failed write or {@link
 * #discard()}.
 */
public final class RecordingWriter implements Closeable {
  private final Path folder;
  private final Map<RecordingFile, RecordFileWriter> writers = new EnumMap<>(RecordingFile.class);
  private final Map<String, String> provenance = new TreeMap<>();
  private long fromMs = Long.MAX_VALUE;
  private long toMs = Long.MIN_VALUE;
  private boolean closed;
  private boolean discarded;

  private RecordingWriter(Path folder) {
    this.folder = folder;
  }

  /**
   * Starts a recording in that folder, which is made if need be.
   *
   * @throws RecordingException there is a recording already, or the folder cannot be written
   */
  public static RecordingWriter create(Path folder) {
    RecordingWriter writer = new RecordingWriter(folder);
    try {
      Files.createDirectories(folder);
      refuseExisting(folder);
      for (RecordingFile file : RecordingFile.values()) {
        writer.writers.put(file, RecordFileWriter.create(folder, file));
      }
      return writer;
    } catch (IOException e) {
      writer.discard();
      throw new RecordingException("The folder " + folder + " cannot be written: " + e + ".", e);
    }
  }

  private static void refuseExisting(Path folder) {
    for (String name : RecordingFile.fileNames()) {
      refuseExisting(folder, name);
    }
    refuseExisting(folder, RecordingFile.MANIFEST);
  }

  private static void refuseExisting(Path folder, String name) {
    if (Files.exists(folder.resolve(name))) {
      throw new RecordingException(
          "The folder " + folder + " already holds " + name + "; choose an empty folder.");
    }
  }

  /** Adds a playback event. */
  public void write(PlaybackEvent event) {
    write(RecordingFile.PLAYBACK, event);
    reach(event.getEventTimeMs());
  }

  /** Adds a device event. */
  public void write(DeviceEvent event) {
    write(RecordingFile.DEVICE, event);
    reach(event.getEventTimeMs());
  }

  /** Adds a feedback event. */
  public void write(FeedbackEvent event) {
    write(RecordingFile.FEEDBACK, event);
    reach(event.getEventTimeMs());
  }

  /** Adds a title. */
  public void write(Title title) {
    write(RecordingFile.TITLES, title);
  }

  /** Notes where the recording came from, such as {@code importer} or {@code source-sha256}. */
  public void provenance(String key, String value) {
    provenance.put(key, value);
  }

  /** Gives up: {@link #close()} will write no manifest. For the failing path of an import. */
  public void discard() {
    discarded = true;
    close();
  }

  /** Writes out the files and, last, the manifest. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    Map<String, RecordingManifest.FileEntry> files = new TreeMap<>();
    IOException failure = null;
    for (Map.Entry<RecordingFile, RecordFileWriter> entry : writers.entrySet()) {
      try {
        files.put(entry.getKey().fileName(), entry.getValue().close());
      } catch (IOException e) {
        failure = e;
      }
    }
    if (discarded) {
      return;
    }
    try {
      if (failure != null) {
        throw failure;
      }
      writeManifest(files);
    } catch (IOException e) {
      throw new RecordingException("The folder " + folder + " cannot be written: " + e + ".", e);
    }
  }

  private void writeManifest(Map<String, RecordingManifest.FileEntry> files) throws IOException {
    boolean empty = fromMs > toMs;
    RecordingManifest manifest =
        new RecordingManifest(
            RecordingManifest.FORMAT_VERSION,
            empty ? 0 : fromMs,
            empty ? 0 : toMs,
            files,
            provenance);
    // Whole or not there: a crash inside the write must not leave half a manifest.
    Path draft = folder.resolve(RecordingFile.MANIFEST + ".draft");
    Files.write(draft, manifest.toJson());
    Files.move(draft, folder.resolve(RecordingFile.MANIFEST), StandardCopyOption.ATOMIC_MOVE);
  }

  private void write(RecordingFile file, SpecificRecord record) {
    if (closed) {
      throw new IllegalStateException("The recording " + folder + " is closed.");
    }
    try {
      writers.get(file).write(record);
    } catch (IOException | RuntimeException e) {
      discarded = true;
      throw new RecordingException(
          "A record cannot be written to " + folder.resolve(file.fileName()) + ": " + e + ".", e);
    }
  }

  private void reach(long eventTimeMs) {
    fromMs = Math.min(fromMs, eventTimeMs);
    toMs = Math.max(toMs, eventTimeMs);
  }
}
