package io.playhead.schemas.recording;

import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.RecordingManifest.FileEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.specific.SpecificRecord;

/** A recording, every file of it as its manifest says. Files are opened by the iterators alone. */
public final class Recording {
  private final Path folder;
  private final RecordingManifest manifest;
  private final String sha256;

  private Recording(Path folder, RecordingManifest manifest, String sha256) {
    this.folder = folder;
    this.manifest = manifest;
    this.sha256 = sha256;
  }

  /**
   * Opens the recording in that folder and compares every file with the manifest, which reads them
   * once.
   *
   * @throws RecordingException there is none, or it is not what it was
   */
  public static Recording open(Path folder) {
    Path path = folder.resolve(RecordingFile.MANIFEST);
    if (!Files.isRegularFile(path)) {
      throw new RecordingException(
          folder
              + " is no recording: it has no "
              + RecordingFile.MANIFEST
              + ", which an import writes last. Import it again.");
    }
    Recording recording;
    try {
      byte[] json = Files.readAllBytes(path);
      recording = new Recording(folder, RecordingManifest.fromJson(json), Sha256.of(json));
    } catch (IOException | RuntimeException e) {
      throw new RecordingException(path + " cannot be read: " + e.getMessage() + ".", e);
    }
    recording.manifest.files().forEach(recording::check);
    return recording;
  }

  private void check(String name, FileEntry entry) {
    Path path = folder.resolve(name);
    if (!Files.isRegularFile(path)) {
      throw new RecordingException(path + " is missing, and the manifest lists it.");
    }
    try {
      long bytes = Files.size(path);
      String hash = bytes == entry.bytes() ? Sha256.of(path) : "of " + bytes + " bytes";
      if (!hash.equals(entry.sha256())) {
        throw new RecordingException(
            path
                + " is not the file that was recorded: SHA-256 "
                + hash
                + ", and the manifest says "
                + entry.sha256()
                + " of "
                + entry.bytes()
                + " bytes. Import it again.");
      }
    } catch (IOException e) {
      throw new RecordingException(path + " cannot be read: " + e + ".", e);
    }
  }

  /** What it holds. */
  public RecordingManifest manifest() {
    return manifest;
  }

  /**
   * SHA-256 of the manifest, which holds those of the files: names the recording's whole content.
   */
  public String sha256() {
    return sha256;
  }

  /** Playback events in the order of arrival. */
  public RecordIterator<PlaybackEvent> playbackEvents() {
    return records(RecordingFile.PLAYBACK, PlaybackEvent.class);
  }

  /** Device events in the order of arrival. */
  public RecordIterator<DeviceEvent> deviceEvents() {
    return records(RecordingFile.DEVICE, DeviceEvent.class);
  }

  /** Feedback events in the order of arrival. */
  public RecordIterator<FeedbackEvent> feedbackEvents() {
    return records(RecordingFile.FEEDBACK, FeedbackEvent.class);
  }

  /** Titles in the order of arrival. */
  public RecordIterator<Title> titles() {
    return records(RecordingFile.TITLES, Title.class);
  }

  private <T extends SpecificRecord> RecordIterator<T> records(RecordingFile file, Class<T> type) {
    String name = file.fileName();
    return RecordIterator.open(folder.resolve(name), type, manifest.files().get(name).records());
  }
}
