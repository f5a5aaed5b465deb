package io.playhead.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.training.onnx.Initializers;
import io.playhead.window.ColdTitles;
import io.playhead.window.HoldOut;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The bundle that training goes on from: all weights, and the ID embeddings of the titles that it
 * shares with the new vocabulary. Immutable.
 */
final class ParentModel {
  private final Path folder;
  private final JsonNode manifest;
  private final Map<String, float[]> weights;
  private final Map<String, Integer> places = new HashMap<>(); // line of each known title, from 1

  private ParentModel(
      Path folder, JsonNode manifest, Map<String, float[]> weights, List<String> vocabulary) {
    this.folder = folder;
    this.manifest = manifest;
    this.weights = weights;
    vocabulary.forEach(titleId -> places.put(titleId, places.size() + 1));
  }

  /** Reads a bundle and compares what it reads with the manifest's hashes. */
  static ParentModel read(Path folder) {
    try {
      JsonNode manifest =
          new ObjectMapper().readTree(Files.readAllBytes(folder.resolve(BundleFolder.MANIFEST)));
      Map<String, float[]> weights = new HashMap<>();
      weights.putAll(Initializers.floats(file(folder, manifest, "step.onnx")));
      weights.putAll(Initializers.floats(file(folder, manifest, "title.onnx")));
      if (manifest.path("files").has("summary_vectors.bin")) {
        weights.put("summary.start", floats(file(folder, manifest, "summary_vectors.bin")));
      }
      List<String> vocabulary =
          new String(file(folder, manifest, "vocabulary.txt"), StandardCharsets.UTF_8)
              .lines()
              .toList();
      return new ParentModel(folder, manifest, weights, vocabulary);
    } catch (IOException | IllegalArgumentException e) {
      throw new TrainingException(
          "--warm-start=" + folder + " is no readable bundle: " + e.getMessage() + ".", e);
    }
  }

  /** Whether it has an ID embedding of the title. */
  boolean knows(String titleId) {
    return places.containsKey(titleId);
  }

  String modelId() {
    return manifest.path("modelId").asText();
  }

  /** Refuses a parent of another shape, or one that learned what is held out now. */
  void requireFits(TrainingSettings settings, ColdTitles coldTitles) {
    requireSame("width", settings.width());
    requireSame("layers", settings.layers());
    requireSame("heads", settings.heads());
    requireSame("windowLength", settings.window().lengthMax());
    requireSame("windowStride", settings.window().stride());
    requireSame("windowBlocks", settings.window().blocks());
    requireSame("windowSummaries", settings.window().summaries());
    requireSame("metadataBuckets", settings.metadataBuckets());
    requireUnseen(
        "--hold-out", holdOut(), settings.holdOut(), holdOut().covers(settings.holdOut()));
    ColdTitles cold = new ColdTitles(manifest.at("/training/coldShare").asDouble(0));
    requireUnseen("--cold-share", cold.share(), coldTitles.share(), cold.covers(coldTitles));
  }

  private HoldOut holdOut() {
    try {
      return HoldOut.parse(manifest.at("/training/holdOut").asText("none"));
    } catch (IllegalArgumentException e) {
      throw new TrainingException(
          "--warm-start=" + folder + " was trained with another version: " + e.getMessage() + ".",
          e);
    }
  }

  private void requireUnseen(String option, Object parents, Object own, boolean holds) {
    if (!holds) {
      throw new TrainingException(
          "--warm-start="
              + folder
              + " was trained with "
              + option
              + " "
              + parents
              + ", so it may know what "
              + option
              + " "
              + own
              + " keeps from this one; name a parent trained with "
              + option
              + " "
              + own
              + ".");
    }
  }

  private void requireSame(String field, int value) {
    if (manifest.path(field).asInt() != value) {
      throw new TrainingException(
          "--warm-start="
              + folder
              + " has "
              + field
              + "="
              + manifest.path(field).asText("none")
              + " and this model "
              + value
              + "; use the parent's --width, --layers, --heads, --window, --stride, --blocks, --summaries and --metadata-buckets.");
    }
  }

  /** Weights of that name as they shall start, for a vocabulary of so many titles. */
  float[] start(String name, float[] drawn, int width, TitleRows titles) {
    float[] old = weights.get(name);
    if (name.equals("title.id") && old != null && old.length == (places.size() + 1L) * width) {
      return embeddings(old, drawn, width, titles);
    }
    if (old == null || old.length != drawn.length) {
      throw new TrainingException(
          "--warm-start="
              + folder
              + " has another shape: "
              + name
              + " has "
              + (old == null ? "no" : old.length)
              + " values, and this model's has "
              + drawn.length
              + "; it was written by another version, so train without it.");
    }
    return old;
  }

  private float[] embeddings(float[] old, float[] drawn, int width, TitleRows titles) {
    float[] start = drawn.clone();
    for (int row = 0; row < titles.vocabularySize(); row++) {
      Integer place = places.get(titles.titleIds().get(row));
      if (place != null) {
        System.arraycopy(old, place * width, start, (row + 1) * width, width);
      }
    }
    return start;
  }

  private static float[] floats(byte[] littleEndian) {
    float[] values = new float[littleEndian.length / Float.BYTES];
    ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static byte[] file(Path folder, JsonNode manifest, String name) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(name));
    String expected = manifest.path("files").path(name).path("sha256").asText();
    if (!Sha256.of(bytes).equals(expected)) {
      throw new IOException(name + " is not the file that its manifest lists");
    }
    return bytes;
  }
}
