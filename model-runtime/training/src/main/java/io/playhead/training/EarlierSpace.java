package io.playhead.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where an earlier model's score vectors point: what a new one is aligned to. Immutable. */
final class EarlierSpace {
  private final String modelId;
  private final String space;
  private final int width;
  private final Map<String, Integer> rows = new HashMap<>();
  private final float[] vectors;
  private final float[] meanMember;

  /**
   * @param modelId names it
   * @param space the model that its space began with
   * @param titleIds its vocabulary
   * @param vectors f32 [titles, width], unit length, as published
   * @param meanMember mean of its members' vectors, unit length; null: unknown
   */
  EarlierSpace(
      String modelId,
      String space,
      int width,
      List<String> titleIds,
      float[] vectors,
      float[] meanMember) {
    this.modelId = modelId;
    this.space = space;
    this.width = width;
    this.vectors = vectors;
    this.meanMember = meanMember;
    titleIds.forEach(titleId -> rows.put(titleId, rows.size()));
  }

  /** The space of {@code bundle}, whose vectors must be {@code width} wide. */
  static EarlierSpace of(EarlierBundle bundle, int width) {
    int theirs = bundle.manifest().path("width").asInt();
    if (theirs != width) {
      throw new TrainingException(
          bundle
              + " has vectors of width="
              + theirs
              + " and this model "
              + width
              + ": nothing turns the one into the other; train with --width "
              + theirs
              + ".");
    }
    List<String> titleIds = bundle.vocabulary();
    float[] vectors = bundle.floats("title_vectors.bin");
    if (vectors.length != (long) titleIds.size() * width) {
      throw bundle.unreadable("title_vectors.bin and vocabulary.txt differ in length", null);
    }
    return new EarlierSpace(
        bundle.modelId(), space(bundle), width, titleIds, vectors, meanMember(bundle, width));
  }

  String modelId() {
    return modelId;
  }

  /** The model that its space began with. */
  String space() {
    return space;
  }

  /** Null: it does not say. */
  float[] meanMember() {
    return meanMember;
  }

  boolean knows(String titleId) {
    return rows.containsKey(titleId);
  }

  /** Writes the vector of a title that it knows. */
  void write(String titleId, float[] target, int offset) {
    System.arraycopy(vectors, rows.get(titleId) * width, target, offset, width);
  }

  /** Manifests written before there was {@code space} name only the model before. */
  private static String space(EarlierBundle bundle) {
    JsonNode alignedTo = bundle.manifest().path("alignedTo");
    String before = alignedTo.path("modelId").asText(bundle.modelId());
    return alignedTo.path("space").asText(before);
  }

  private static float[] meanMember(EarlierBundle bundle, int width) {
    JsonNode values = bundle.manifest().path("meanMemberVector");
    if (values.size() != width) {
      return null;
    }
    float[] vector = new float[width];
    for (int i = 0; i < width; i++) {
      vector[i] = (float) values.get(i).asDouble();
    }
    return vector;
  }
}
