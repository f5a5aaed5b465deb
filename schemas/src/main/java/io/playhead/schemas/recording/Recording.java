package io.playhead.schemas.recording;

import io.playhead.schemas.Arrival;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.RecordingManifest.FileEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
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
              + ", which is written last. Import or record it again.");
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
                + " bytes. Import or record it again.");
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

  /**
   * The catalogue as it was at the end, in the order of arrival: where the recording has arrivals,
   * of each title the newest version, and no title that was taken out.
   */
  public RecordIterator<Title> titles() {
    return hasArrivals()
        ? records(RecordingFile.TITLES, Title.class, LastTitles.of(this))
        : titleVersions();
  }

  /** Every version of every title in the order of arrival, those of titles taken out too. */
  public RecordIterator<Title> titleVersions() {
    return records(RecordingFile.TITLES, Title.class);
  }

  /** Whether it is known how its events, titles and releases arrived. */
  public boolean hasArrivals() {
    return manifest.has(RecordingFile.ARRIVALS);
  }

  /** How its events, titles and releases arrived, in that order; empty where that is not known. */
  public RecordIterator<Arrival> arrivals() {
    return records(RecordingFile.ARRIVALS, Arrival.class);
  }

  /** Model releases in the order of arrival; empty where they were not recorded. */
  public RecordIterator<ModelRelease> releases() {
    return records(RecordingFile.RELEASES, ModelRelease.class);
  }

  /**
   * The pages that were published, in the order of their appearance; empty where they were not
   * recorded. Of a member it may be the newest alone, as their topic is compacted.
   */
  public RecordIterator<Recommendation> pages() {
    return records(RecordingFile.PAGES, Recommendation.class);
  }

  /** The records of that file, in its order. */
  RecordIterator<?> records(RecordingFile file) {
    return records(file, file.type());
  }

  private <T extends SpecificRecord> RecordIterator<T> records(RecordingFile file, Class<T> type) {
    return records(file, type, null);
  }

  private <T extends SpecificRecord> RecordIterator<T> records(
      RecordingFile file, Class<T> type, BitSet kept) {
    Path path = folder.resolve(file.fileName());
    return manifest.has(file)
        ? RecordIterator.open(path, type, manifest.count(file), kept)
        : RecordIterator.empty(path);
  }
}
