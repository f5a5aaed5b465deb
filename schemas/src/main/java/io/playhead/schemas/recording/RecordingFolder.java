package io.playhead.schemas.recording;

import io.playhead.schemas.recording.RecordingManifest.FileEntry;
import io.playhead.schemas.recording.UnfinishedRecording.GoodPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** The files of a recording while they are written. One thread. */
final class RecordingFolder {
  private final Path path;
  private final boolean wasMade;
  private final Map<RecordingFile, RecordFileWriter> writers = new EnumMap<>(RecordingFile.class);

  private RecordingFolder(Path path, boolean wasMade) {
    this.path = path;
    this.wasMade = wasMade;
  }

  static RecordingFolder create(Path path, List<RecordingFile> files) {
    RecordingFolder folder = new RecordingFolder(path, !Files.exists(path));
    try {
      Files.createDirectories(path);
      folder.refuseExisting();
      for (RecordingFile file : files) {
        folder.writers.put(file, RecordFileWriter.create(path, file));
      }
      return folder;
    } catch (IOException e) {
      folder.letGo();
      folder.delete();
      throw folder.unwritable(e);
    }
  }

  private void refuseExisting() {
    RecordingFile.all().forEach(file -> refuseExisting(file.fileName()));
    refuseExisting(RecordingFile.MANIFEST);
    refuseExisting(UnfinishedRecording.FILE_NAME);
  }

  private void refuseExisting(String name) {
    if (Files.exists(path.resolve(name))) {
      throw new RecordingException(
          "The folder " + path + " already holds " + name + "; choose an empty folder.");
    }
  }

  /** Opens the files behind their good parts, and throws away what follows. */
  static RecordingFolder append(Path path, Map<String, GoodPart> parts) {
    RecordingFolder folder = new RecordingFolder(path, false);
    try {
      for (RecordingFile file : RecordingFile.values()) {
        GoodPart part = parts.get(file.fileName());
        if (part != null) {
          folder.writers.put(file, RecordFileWriter.append(path, file, part));
        }
      }
      return folder;
    } catch (IOException e) {
      folder.letGo();
      throw folder.unwritable(e);
    } catch (RuntimeException e) {
      folder.letGo();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  boolean has(RecordingFile file) {
    return writers.containsKey(file);
  }

  /** Adds a file to those there are. */
  void add(RecordingFile file) {
    try {
      writers.put(file, RecordFileWriter.create(path, file));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  void write(RecordingFile file, SpecificRecord record) {
    RecordFileWriter writer = writers.get(file);
    if (writer == null) {
      throw new IllegalStateException("The recording " + path + " has no " + file.fileName());
    }
    try {
      writer.write(record);
    } catch (IOException | RuntimeException e) {
      throw new RecordingException(
          "A record cannot be written to " + writer.path() + ": " + e + ".", e);
    }
  }

  /** Sees that all there is so far outlives a power cut. */
  Map<String, GoodPart> force() {
    Map<String, GoodPart> parts = new TreeMap<>();
    try {
      for (Map.Entry<RecordingFile, RecordFileWriter> entry : writers.entrySet()) {
        parts.put(entry.getKey().fileName(), entry.getValue().force());
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
    return parts;
  }

  /** Closes all, and says what they hold. */
  Map<String, FileEntry> close() {
    Map<String, FileEntry> files = new TreeMap<>();
    IOException failure = null;
    for (Map.Entry<RecordingFile, RecordFileWriter> entry : writers.entrySet()) {
      try {
        files.put(entry.getKey().fileName(), entry.getValue().close());
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw unwritable(failure);
    }
    return files;
  }

  /** Closes all on the failing path, where what happens to them is of no more interest. */
  void letGo() {
    try {
      close();
    } catch (RecordingException e) {
      // Whoever calls has a failure to report that came before this one.
    }
  }

  /** Removes the files, which are closed, what is beside them, and the folder if it was made. */
  void delete() {
    try {
      for (RecordFileWriter writer : writers.values()) {
        Files.deleteIfExists(writer.path());
      }
      WholeFile.delete(path.resolve(UnfinishedRecording.FILE_NAME));
      if (wasMade) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  RecordingException unwritable(IOException e) {
    return new RecordingException("The folder " + path + " cannot be written: " + e + ".", e);
  }
}
