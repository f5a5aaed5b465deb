package io.playhead.schemas.recording;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a recording has come: {@code unfinished.json}, in the folder until its manifest is. What
 * it says of the files is on the disk; what they hold beyond that is to be thrown away.
 *
 * @param formatVersion version of this file; today's is {@link #FORMAT_VERSION}
 * @param fromMs time of the oldest event so far; {@link Long#MAX_VALUE} without events
 * @param toMs time of the newest event so far; {@link Long#MIN_VALUE} without events
 * @param files by name, how much of it is good
 * @param source what the recorder needs to go on, in its own words
 */
@JsonPropertyOrder({"formatVersion", "fromMs", "toMs", "files", "source"})
@JsonIgnoreProperties(ignoreUnknown = true)
public record UnfinishedRecording(
    int formatVersion, long fromMs, long toMs, Map<String, GoodPart> files, JsonNode source) {

  /** The layout written by this version. */
  public static final int FORMAT_VERSION = 1;

  static final String FILE_NAME = "unfinished.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /** Keeps a sorted copy of the map. */
  public UnfinishedRecording {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /**
   * The part of a file that is kept.
   *
   * @param records how many records it holds
   * @param bytes its length, the end of a block
   */
  @JsonPropertyOrder({"records", "bytes"})
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record GoodPart(long records, long bytes) {}

  /** Whether a recording was begun there and not finished. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE_NAME))
        && !Files.exists(folder.resolve(RecordingFile.MANIFEST));
  }

  /**
   * How far the recording in that folder has come.
   *
   * @throws RecordingException it was not begun, is finished, or cannot be read
   */
  public static UnfinishedRecording read(Path folder) {
    if (Files.exists(folder.resolve(RecordingFile.MANIFEST))) {
      throw new RecordingException(
          folder + " holds a finished recording; there is nothing to resume.");
    }
    Path path = folder.resolve(FILE_NAME);
    if (!Files.isRegularFile(path)) {
      throw new RecordingException(
          folder
              + " has no "
              + FILE_NAME
              + ", so no recording was begun there; record without resuming, to an empty folder.");
    }
    try {
      UnfinishedRecording read = JSON.readValue(path.toFile(), UnfinishedRecording.class);
      if (read.formatVersion != FORMAT_VERSION) {
        throw new IOException(
            "formatVersion="
                + read.formatVersion
                + ", and this version reads formatVersion="
                + FORMAT_VERSION);
      }
      return read;
    } catch (IOException | RuntimeException e) {
      throw new RecordingException(
          path + " cannot be read: " + e.getMessage() + "; delete the folder and record anew.", e);
    }
  }

  void write(Path folder) throws IOException {
    byte[] json = (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    WholeFile.write(folder.resolve(FILE_NAME), json);
  }
}
