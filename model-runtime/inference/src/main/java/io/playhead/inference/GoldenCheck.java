package io.playhead.inference;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Runs a bundle's golden inputs and compares with its golden outputs: a model that computes
 * something else here than where it was trained may not serve.
 *
 * <pre>
 *   { "step":  [ { "name": ..., "inputs": { tensor: { "shape": [..], "data": [..] } }, "outputs": {..} } ],
 *     "title": [ ... ] }
 * </pre>
 *
 * New keys and values behind a row's new_lengths are padding and not compared.
 */
final class GoldenCheck {
  /** Kernels differ between machines in the last bits; a wrong weight is far beyond this. */
  static final float TOLERANCE = 1e-4f;

  /** 4 M floats are 16 MiB; golden cases seen are a thousandth of that. */
  private static final long ELEMENTS_MAX = 4 << 20;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Model model;

  private GoldenCheck(Model model) {
    this.model = model;
  }

  static void check(Model model, byte[] json) throws BundleException {
    JsonNode golden;
    try {
      golden = MAPPER.readTree(json);
    } catch (IOException e) {
      throw new BundleException(ModelBundle.GOLDEN + " is not JSON", e);
    }
    GoldenCheck check = new GoldenCheck(model);
    check.cases(golden, "step", model.stepSignature(), model::runStep);
    check.cases(golden, "title", Signature.title(model.width()), model::runTitle);
  }

  private void cases(
      JsonNode golden,
      String graph,
      Signature signature,
      BiConsumer<Map<String, OnnxTensor>, Map<String, OnnxTensor>> run)
      throws BundleException {
    JsonNode cases = golden.path(graph);
    if (!cases.isArray() || cases.isEmpty()) {
      throw new BundleException(ModelBundle.GOLDEN + " has no case for " + graph + ".onnx");
    }
    for (JsonNode one : cases) {
      String name = graph + ".onnx, golden case '" + one.path("name").asText("?") + "'";
      compare(name, one, signature, run);
    }
  }

  private void compare(
      String name,
      JsonNode golden,
      Signature signature,
      BiConsumer<Map<String, OnnxTensor>, Map<String, OnnxTensor>> run)
      throws BundleException {
    Map<String, FloatBuffer> actual = new HashMap<>();
    try (Tensors in = new Tensors(model.environment());
        Tensors out = new Tensors(model.environment())) {
      for (Signature.Tensor tensor : signature.inputs().values()) {
        JsonNode value = golden.path("inputs").path(tensor.name());
        long[] shape = shape(name, tensor, value);
        add(in, tensor, value.path("data"), shape);
      }
      for (Signature.Tensor tensor : signature.outputs().values()) {
        long[] shape = shape(name, tensor, golden.path("outputs").path(tensor.name()));
        FloatBuffer buffer = Direct.floats(Tensors.elements(shape));
        actual.put(tensor.name(), buffer);
        out.add(tensor.name(), buffer, shape);
      }
      run.accept(in.byName(), out.byName());
    } catch (OrtException | IllegalStateException e) {
      throw new BundleException(name + " does not run: " + e.getMessage(), e);
    }
    for (Signature.Tensor tensor : signature.outputs().values()) {
      compare(name, tensor.name(), golden, actual.get(tensor.name()));
    }
  }

  private static void compare(String name, String tensor, JsonNode golden, FloatBuffer actual)
      throws BundleException {
    JsonNode expected = golden.path("outputs").path(tensor).path("data");
    for (int i = 0; i < actual.capacity(); i++) {
      float wanted = (float) expected.get(i).asDouble(Double.NaN);
      boolean close = Math.abs(actual.get(i) - wanted) <= TOLERANCE; // False for NaN.
      if (!close && !padding(golden, tensor, i)) {
        throw new BundleException(
            name
                + " gives "
                + tensor
                + "["
                + i
                + "]="
                + actual.get(i)
                + ", "
                + ModelBundle.GOLDEN
                + " says "
                + wanted
                + " (tolerance "
                + TOLERANCE
                + ")");
      }
    }
  }

  private static boolean padding(JsonNode golden, String tensor, int index) {
    JsonNode shape = golden.path("outputs").path(tensor).path("shape");
    if (!tensor.startsWith("new_")) {
      return false;
    }
    int perToken = shape.get(2).asInt();
    int perRow = shape.get(1).asInt() * perToken;
    JsonNode lengths = golden.path("inputs").path(Signature.NEW_LENGTHS).path("data");
    return index % perRow / perToken >= lengths.get(index / perRow).asLong();
  }

  private static void add(Tensors tensors, Signature.Tensor tensor, JsonNode data, long[] shape)
      throws OrtException {
    int elements = Tensors.elements(shape);
    if (tensor.type() == OnnxJavaType.INT64) {
      LongBuffer buffer = Direct.longs(elements);
      for (int i = 0; i < elements; i++) {
        buffer.put(i, data.get(i).asLong());
      }
      tensors.add(tensor.name(), buffer, shape);
    } else {
      FloatBuffer buffer = Direct.floats(elements);
      for (int i = 0; i < elements; i++) {
        buffer.put(i, (float) data.get(i).asDouble());
      }
      tensors.add(tensor.name(), buffer, shape);
    }
  }

  /** The shape of a golden tensor, which fits the contract and its data. */
  private static long[] shape(String name, Signature.Tensor tensor, JsonNode value)
      throws BundleException {
    JsonNode sizes = value.path("shape");
    long[] shape = new long[tensor.shape().length];
    long elements = 1;
    boolean fits = sizes.isArray() && sizes.size() == shape.length;
    for (int i = 0; fits && i < shape.length; i++) {
      shape[i] = sizes.get(i).asLong(-1);
      fits =
          shape[i] >= 0
              && shape[i] <= ELEMENTS_MAX
              && (tensor.shape()[i] == -1 || tensor.shape()[i] == shape[i]);
      elements *= Math.max(0, shape[i]);
      fits &= elements <= ELEMENTS_MAX;
    }
    if (!fits || value.path("data").size() != elements) {
      throw new BundleException(
          name + " has no " + tensor.name() + " with the shape of the contract and its data");
    }
    return shape;
  }
}
