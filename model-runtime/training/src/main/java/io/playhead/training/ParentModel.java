package io.playhead.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.playhead.training.onnx.Initializers;
import io.playhead.training.onnx.TitleGraph;
import io.playhead.window.ColdTitles;
import io.playhead.window.HoldOut;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The bundle that training goes on from: all weights, and the ID embeddings of the titles that it
 * shares with the new vocabulary. Immutable.
 */
final class ParentModel {
  /** Parameters with a row for each learned value of metadata. */
  private static final Set<String> METADATA = Set.of("title.metadata", "title.new");

  private final EarlierBundle bundle;
  private final JsonNode manifest;
  private final Map<String, float[]> weights = new HashMap<>();
  private final MetadataRows metadata; // null: another version
  private final Map<String, Integer> places = new HashMap<>(); // line of each known title, from 1

  private ParentModel(EarlierBundle bundle) {
    this.bundle = bundle;
    this.manifest = bundle.manifest();
    bundle.vocabulary().forEach(titleId -> places.put(titleId, places.size() + 1));
    for (String graph : List.of("step.onnx", "title.onnx")) {
      weights.putAll(floats(bundle, graph));
    }
    int[] rowOfBucket = ints(bundle, "title.onnx").get(TitleGraph.METADATA_ROWS);
    this.metadata = rowOfBucket == null ? null : MetadataRows.of(rowOfBucket);
    if (manifest.path("files").has("summary_vectors.bin")) {
      weights.put("summary.start", bundle.floats("summary_vectors.bin"));
    }
  }

  /** Reads a bundle and compares what it reads with the manifest's hashes. */
  static ParentModel read(Path folder) {
    return new ParentModel(EarlierBundle.open("--warm-start", folder));
  }

  EarlierBundle bundle() {
    return bundle;
  }

  /** Whether it has an ID embedding of the title. */
  boolean knows(String titleId) {
    return places.containsKey(titleId);
  }

  String modelId() {
    return bundle.modelId();
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
          bundle + " was trained with another version: " + e.getMessage() + ".", e);
    }
  }

  private void requireUnseen(String option, Object parents, Object own, boolean holds) {
    if (!holds) {
      throw new TrainingException(
          bundle
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
          bundle
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
    if (METADATA.contains(name) && old != null && metadata != null) {
      return titles.metadata().taken(old, metadata, width);
    }
    if (old == null || old.length != drawn.length) {
      throw new TrainingException(
          bundle
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

  private static Map<String, float[]> floats(EarlierBundle bundle, String graph) {
    try {
      return Initializers.floats(bundle.file(graph));
    } catch (IllegalArgumentException e) {
      throw bundle.unreadable(e.getMessage(), e);
    }
  }

  private static Map<String, int[]> ints(EarlierBundle bundle, String graph) {
    try {
      return Initializers.ints(bundle.file(graph));
    } catch (IllegalArgumentException e) {
      throw bundle.unreadable(e.getMessage(), e);
    }
  }
}
