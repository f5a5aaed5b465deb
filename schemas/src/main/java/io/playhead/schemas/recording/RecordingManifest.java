package io.playhead.schemas.recording;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a recording holds: {@code manifest.json}. The same records written in the same order make
 * the same bytes here and in the files.
 *
 * @param formatVersion version of the folder's layout; today's is {@link #FORMAT_VERSION}
 * @param fromMs time of the oldest event, milliseconds since 1970-01-01 UTC; 0 without events
 * @param toMs time of the newest event, milliseconds since 1970-01-01 UTC; 0 without events
 * @param files the four files by name
 * @param provenance where it came from, in the importer's words
 */
@JsonPropertyOrder({"formatVersion", "fromMs", "toMs", "files", "provenance"})
@JsonIgnoreProperties(ignoreUnknown = true)
public record RecordingManifest(
    int formatVersion,
    long fromMs,
    long toMs,
    Map<String, FileEntry> files,
    Map<String, String> provenance) {

  /** The layout written by this version. */
  public static final int FORMAT_VERSION = 1;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /** Keeps sorted copies of the maps. */
  public RecordingManifest {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
  }

  /**
   * One file of the folder.
   *
   * @param records how many records it holds
   * @param bytes its length
   * @param sha256 its SHA-256, lower-case hex
   */
  @JsonPropertyOrder({"records", "bytes", "sha256"})
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record FileEntry(long records, long bytes, String sha256) {}

  /** Number of playback, device and feedback events together. */
  public long eventCount() {
    return count(RecordingFile.PLAYBACK)
        + count(RecordingFile.DEVICE)
        + count(RecordingFile.FEEDBACK);
  }

  /** Number of titles. */
  public long titleCount() {
    return count(RecordingFile.TITLES);
  }

  private long count(RecordingFile file) {
    return files.get(file.fileName()).records();
  }

  byte[] toJson() {
    try {
      return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Refuses a manifest of another layout, or one that does not name exactly the four files. */
  static RecordingManifest fromJson(byte[] json) throws IOException {
    int version = JSON.readTree(json).path("formatVersion").asInt(0);
    if (version != FORMAT_VERSION) {
      throw new IOException(
          "formatVersion=" + version + ", and this version reads formatVersion=" + FORMAT_VERSION);
    }
    RecordingManifest manifest = JSON.readValue(json, RecordingManifest.class);
    if (!manifest.files.keySet().equals(Set.copyOf(RecordingFile.fileNames()))) {
      throw new IOException(
          "it lists the files " + manifest.files.keySet() + ", not " + RecordingFile.fileNames());
    }
    if (manifest.files.containsValue(null)) {
      throw new IOException("it says nothing about one of the files: " + manifest.files);
    }
    return manifest;
  }
}
