package io.playhead.schemas.recording;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a recording holds: {@code manifest.json}. The same records written in the same order make
 * the same bytes here and in the files.
 *
 * @param formatVersion version of the folder's layout: 1 with the four files of events and titles
 *     alone, 2 with more
 * @param fromMs time of the oldest event, milliseconds since 1970-01-01 UTC; 0 without events
 * @param toMs time of the newest event, milliseconds since 1970-01-01 UTC; 0 without events
 * @param files the files there are, by name
 * @param offsets by topic, what of its partitions it was made from; empty where it was not made
 *     from topics
 * @param provenance where it came from, in the importer's words
 */
@JsonPropertyOrder({"formatVersion", "fromMs", "toMs", "files", "offsets", "provenance"})
@JsonIgnoreProperties(ignoreUnknown = true)
public record RecordingManifest(
    int formatVersion,
    long fromMs,
    long toMs,
    Map<String, FileEntry> files,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, List<PartitionOffsets>> offsets,
    Map<String, String> provenance) {

  /** The newest layout; what needs no more than the first is written as the first. */
  public static final int FORMAT_VERSION = 2;

  private static final int FOUR_FILES = 1;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /** Keeps sorted copies of the maps. */
  public RecordingManifest {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    offsets = Collections.unmodifiableMap(new TreeMap<>(offsets));
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

  /** The manifest of those files, in the oldest layout that has them. */
  static RecordingManifest of(
      long fromMs,
      long toMs,
      Map<String, FileEntry> files,
      Map<String, List<PartitionOffsets>> offsets,
      Map<String, String> provenance) {
    boolean hasFour = files.keySet().equals(RecordingFile.fileNames(RecordingFile.ALWAYS));
    return new RecordingManifest(
        hasFour ? FOUR_FILES : FORMAT_VERSION, fromMs, toMs, files, offsets, provenance);
  }

  /** Number of playback, device and feedback events together. */
  public long eventCount() {
    return count(RecordingFile.PLAYBACK)
        + count(RecordingFile.DEVICE)
        + count(RecordingFile.FEEDBACK);
  }

  /** Number of title records; of a title that changed, each version counts. */
  public long titleCount() {
    return count(RecordingFile.TITLES);
  }

  /** Number of model releases. */
  public long releaseCount() {
    return count(RecordingFile.RELEASES);
  }

  /** Number of pages that were published. */
  public long pageCount() {
    return count(RecordingFile.PAGES);
  }

  boolean has(RecordingFile file) {
    return files.containsKey(file.fileName());
  }

  long count(RecordingFile file) {
    return has(file) ? files.get(file.fileName()).records() : 0;
  }

  byte[] toJson() {
    try {
      return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Refuses a manifest of a layout to come, or one that does not name the files of its own. */
  static RecordingManifest fromJson(byte[] json) throws IOException {
    JsonNode tree = JSON.readTree(json);
    int version = tree.path("formatVersion").asInt(0);
    if (version < FOUR_FILES || version > FORMAT_VERSION) {
      throw new IOException(
          "formatVersion="
              + version
              + ", and this version reads formatVersion="
              + FOUR_FILES
              + " to "
              + FORMAT_VERSION);
    }
    if (tree instanceof ObjectNode manifest && !manifest.has("offsets")) {
      manifest.putObject("offsets");
    }
    RecordingManifest manifest = JSON.treeToValue(tree, RecordingManifest.class);
    manifest.requireFiles();
    return manifest;
  }

  private void requireFiles() throws IOException {
    Set<String> needed = RecordingFile.fileNames(RecordingFile.ALWAYS);
    Set<String> known =
        formatVersion == FOUR_FILES ? needed : RecordingFile.fileNames(RecordingFile.all());
    if (!files.keySet().containsAll(needed) || !known.containsAll(files.keySet())) {
      throw new IOException(
          "it lists the files "
              + files.keySet()
              + "; layout "
              + formatVersion
              + " has "
              + new TreeSet<>(needed)
              + (known.equals(needed) ? "" : " and may have others of " + new TreeSet<>(known)));
    }
    if (files.containsValue(null)) {
      throw new IOException("it says nothing about one of the files: " + files);
    }
    requireArrivals();
  }

  private void requireArrivals() throws IOException {
    if (!has(RecordingFile.ARRIVALS)) {
      if (has(RecordingFile.RELEASES)) {
        throw new IOException("it has releases and no arrivals, which say when they came");
      }
      return;
    }
    long arrived = eventCount() + titleCount() + releaseCount();
    if (count(RecordingFile.ARRIVALS) < arrived) {
      throw new IOException(
          "it has "
              + count(RecordingFile.ARRIVALS)
              + " arrivals of "
              + arrived
              + " events, titles and releases");
    }
  }
}
