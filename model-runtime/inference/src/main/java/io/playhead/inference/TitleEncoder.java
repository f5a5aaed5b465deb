package io.playhead.inference;

import ai.onnxruntime.OrtException;
import io.playhead.schemas.Title;
import io.playhead.window.TitleFeatures;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;

/**
 * Titles through title.onnx, in chunks. A chunk has at least two rows: the kernels of a single row
 * round differently, and a title's vectors must not depend on how many arrive at once. Any thread.
 */
final class TitleEncoder {
  /** 256 x (64 ids x 8 B + 64 weights x 4 B) = 192 KiB of input a run. */
  private static final int CHUNK = 256;

  private static final int SLOTS = TitleFeatures.SLOTS;

  private final Model model;
  private final Map<String, Integer> vocabulary;
  private final TitleFeatures features;

  TitleEncoder(Model model, Map<String, Integer> vocabulary) {
    this.model = model;
    this.vocabulary = vocabulary;
    this.features = new TitleFeatures(model.manifest().metadataBuckets());
  }

  TitleVectors embed(List<Title> titles) {
    int width = model.width();
    float[] input = new float[titles.size() * width];
    float[] score = new float[titles.size() * width];
    for (int from = 0; from < titles.size(); from += CHUNK) {
      int to = Math.min(titles.size(), from + CHUNK);
      embed(titles.subList(from, to), input, score, from * width);
    }
    boolean[] isNew = new boolean[titles.size()];
    for (int i = 0; i < isNew.length; i++) {
      isNew[i] = !vocabulary.containsKey(titles.get(i).getTitleId());
    }
    return new TitleVectors(titles.size(), width, input, score, isNew);
  }

  private void embed(List<Title> titles, float[] input, float[] score, int offset) {
    int rows = Math.max(2, titles.size());
    long[] ids = new long[rows * SLOTS];
    float[] weights = new float[rows * SLOTS];
    LongBuffer index = Direct.longs(rows);
    LongBuffer age = Direct.longs(rows);
    for (int i = 0; i < titles.size(); i++) {
      Title title = titles.get(i);
      index.put(i, vocabulary.getOrDefault(title.getTitleId(), 0));
      age.put(i, TitleFeatures.ageBucket(title, model.manifest().trainedUntilMs()));
      features.write(title, ids, weights, i * SLOTS);
    }
    LongBuffer idBuffer = Direct.longs(ids.length).put(ids).flip();
    FloatBuffer weightBuffer = Direct.floats(weights.length).put(weights).flip();
    FloatBuffer inputBuffer = Direct.floats(rows * model.width());
    FloatBuffer scoreBuffer = Direct.floats(rows * model.width());
    try (Tensors in = new Tensors(model.environment());
        Tensors out = new Tensors(model.environment())) {
      in.add(Signature.TITLE_INDEX, index, rows);
      in.add(Signature.METADATA_IDS, idBuffer, rows, SLOTS);
      in.add(Signature.METADATA_WEIGHTS, weightBuffer, rows, SLOTS);
      in.add(Signature.AGE_BUCKET, age, rows);
      out.add(Signature.INPUT_VECTORS, inputBuffer, rows, model.width());
      out.add(Signature.SCORE_VECTORS, scoreBuffer, rows, model.width());
      model.runTitle(in.byName(), out.byName());
    } catch (OrtException e) {
      throw new IllegalStateException("titles could not be handed to model " + model.id(), e);
    }
    int floats = titles.size() * model.width();
    inputBuffer.get(0, input, offset, floats);
    scoreBuffer.get(0, score, offset, floats);
  }
}
