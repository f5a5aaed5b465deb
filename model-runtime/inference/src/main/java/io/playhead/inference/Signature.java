package io.playhead.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.playhead.window.ContextFeatures;
import io.playhead.window.TitleFeatures;
import io.playhead.window.TokenFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Names, types and shapes of the tensors of a bundle's graphs; -1 is any size. */
record Signature(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
  static final String TITLE_VECTORS = "title_vectors";
  static final String TOKEN_FEATURES = "token_features";
  static final String CONTEXT_FEATURES = "context_features";
  static final String PAST_GAPS = "past_gaps";
  static final String NEW_GAPS = "new_gaps";
  static final String PAST_LENGTHS = "past_lengths";
  static final String SUMMARY_LENGTHS = "summary_lengths";
  static final String NEW_LENGTHS = "new_lengths";
  static final String MEMBER_VECTOR = "member_vector";
  static final String TITLE_INDEX = "title_index";
  static final String METADATA_IDS = "metadata_ids";
  static final String METADATA_WEIGHTS = "metadata_weights";
  static final String AGE_BUCKET = "age_bucket";
  static final String INPUT_VECTORS = "input_vectors";
  static final String SCORE_VECTORS = "score_vectors";

  /** One tensor. */
  record Tensor(String name, OnnxJavaType type, long... shape) {}

  /** Parts of a layer, in the order of {@link KeyValueCache}'s pages. */
  static String past(int layer, int part) {
    return (part == 0 ? "past_keys_" : "past_values_") + layer;
  }

  static String fresh(int layer, int part) {
    return (part == 0 ? "new_keys_" : "new_values_") + layer;
  }

  static Signature step(int width, int layers) {
    List<Tensor> in = new ArrayList<>();
    List<Tensor> out = new ArrayList<>();
    in.add(new Tensor(TITLE_VECTORS, OnnxJavaType.FLOAT, -1, -1, width));
    in.add(new Tensor(TOKEN_FEATURES, OnnxJavaType.INT64, -1, -1, TokenFeatures.COUNT));
    in.add(new Tensor(CONTEXT_FEATURES, OnnxJavaType.INT64, -1, ContextFeatures.COUNT));
    out.add(new Tensor(MEMBER_VECTOR, OnnxJavaType.FLOAT, -1, width));
    for (int layer = 0; layer < layers; layer++) {
      for (int part = 0; part < 2; part++) {
        in.add(new Tensor(past(layer, part), OnnxJavaType.FLOAT, -1, -1, width));
        out.add(new Tensor(fresh(layer, part), OnnxJavaType.FLOAT, -1, -1, width));
      }
    }
    in.add(new Tensor(PAST_GAPS, OnnxJavaType.INT64, -1, -1, -1));
    in.add(new Tensor(NEW_GAPS, OnnxJavaType.INT64, -1, -1, -1));
    in.add(new Tensor(PAST_LENGTHS, OnnxJavaType.INT64, -1));
    in.add(new Tensor(SUMMARY_LENGTHS, OnnxJavaType.INT64, -1));
    in.add(new Tensor(NEW_LENGTHS, OnnxJavaType.INT64, -1));
    return new Signature(byName(in), byName(out));
  }

  static Signature title(int width) {
    return new Signature(
        byName(
            List.of(
                new Tensor(TITLE_INDEX, OnnxJavaType.INT64, -1),
                new Tensor(METADATA_IDS, OnnxJavaType.INT64, -1, TitleFeatures.SLOTS),
                new Tensor(METADATA_WEIGHTS, OnnxJavaType.FLOAT, -1, TitleFeatures.SLOTS),
                new Tensor(AGE_BUCKET, OnnxJavaType.INT64, -1))),
        byName(
            List.of(
                new Tensor(INPUT_VECTORS, OnnxJavaType.FLOAT, -1, width),
                new Tensor(SCORE_VECTORS, OnnxJavaType.FLOAT, -1, width))));
  }

  /** Refuses a graph that has other tensors. */
  void check(String file, OrtSession session) throws BundleException, OrtException {
    check(file, "input", inputs, session.getInputInfo());
    check(file, "output", outputs, session.getOutputInfo());
  }

  private static void check(
      String file, String side, Map<String, Tensor> expected, Map<String, NodeInfo> actual)
      throws BundleException {
    if (!expected.keySet().equals(actual.keySet())) {
      throw new BundleException(
          file
              + " has "
              + side
              + "s "
              + new TreeSet<>(actual.keySet())
              + ", expected "
              + new TreeSet<>(expected.keySet()));
    }
    for (Tensor tensor : expected.values()) {
      if (!(actual.get(tensor.name()).getInfo() instanceof TensorInfo info)
          || info.type != tensor.type()
          || !fits(tensor.shape(), info.getShape())) {
        throw new BundleException(
            file
                + " has "
                + side
                + " "
                + actual.get(tensor.name())
                + ", expected "
                + tensor.type()
                + " "
                + Arrays.toString(tensor.shape()));
      }
    }
  }

  /** An output may leave a size open that a fixed one is expected in; running it will tell. */
  private static boolean fits(long[] expected, long[] actual) {
    if (expected.length != actual.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (actual[i] != expected[i] && actual[i] != -1) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, Tensor> byName(List<Tensor> tensors) {
    Map<String, Tensor> byName = new LinkedHashMap<>();
    tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
    return byName;
  }
}
