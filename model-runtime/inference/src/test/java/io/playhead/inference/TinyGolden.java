package io.playhead.inference;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.window.ContextFeatures;
import io.playhead.window.TitleFeatures;
import io.playhead.window.TokenFeatures;
import io.playhead.window.TokenGaps;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Golden inputs and outputs of tiny graphs, made by running them. Test fixture. */
final class TinyGolden {
  private static final int PAST = 8;

  private final int width;
  private final int layers;
  private final Random random = new Random(7);
  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<String, float[]> floats = new HashMap<>();
  private final Map<String, long[]> longs = new HashMap<>();

  TinyGolden(int width, int layers) {
    this.width = width;
    this.layers = layers;
  }

  byte[] make(byte[] step, byte[] title) {
    try {
      ObjectNode golden = mapper.createObjectNode();
      ArrayNode steps = golden.putArray("step");
      Signature signature = Signature.step(width, layers);
      newTokens(5, 5, 0, 3);
      past(0);
      gaps(3, 5, 0);
      longs.put(Signature.PAST_LENGTHS, new long[3]);
      longs.put(Signature.SUMMARY_LENGTHS, new long[3]);
      steps.add(run("prefill", step, signature, 3, 5, 0));
      for (int i = 0; i < 2 * layers; i++) { // The prefill's keys and values, padded.
        float[] fresh = floats.get(Signature.fresh(i / 2, i % 2));
        float[] padded = new float[3 * PAST * width];
        for (int row = 0; row < 3; row++) {
          System.arraycopy(fresh, row * 5 * width, padded, row * PAST * width, 5 * width);
        }
        floats.put(Signature.past(i / 2, i % 2), padded);
      }
      newTokens(2, 2, 1, 1);
      gaps(3, 2, PAST);
      longs.put(Signature.PAST_LENGTHS, new long[] {5, 0, 3});
      longs.put(Signature.SUMMARY_LENGTHS, new long[] {2, 0, 1});
      steps.add(run("increment", step, signature, 3, 2, PAST));
      longs.put(Signature.TITLE_INDEX, new long[] {0, 1, 2});
      longs.put(Signature.METADATA_IDS, ids(3 * TitleFeatures.SLOTS, 16));
      longs.put(Signature.AGE_BUCKET, ids(3, TitleFeatures.AGE_BUCKETS));
      floats.put(Signature.METADATA_WEIGHTS, normal(3 * TitleFeatures.SLOTS));
      golden.putArray("title").add(run("three", title, Signature.title(width), 3, 0, 0));
      return mapper.writeValueAsBytes(golden);
    } catch (OrtException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void newTokens(int count, long... lengths) {
    int rows = lengths.length;
    floats.put(Signature.TITLE_VECTORS, normal(rows * count * width));
    longs.put(Signature.TOKEN_FEATURES, ids(rows * count * TokenFeatures.COUNT, 8));
    longs.put(Signature.CONTEXT_FEATURES, ids(rows * ContextFeatures.COUNT, 8));
    longs.put(Signature.NEW_LENGTHS, lengths);
  }

  private void gaps(int rows, int tokens, int past) {
    longs.put(Signature.PAST_GAPS, ids(rows * tokens * past, TokenGaps.BUCKETS));
    longs.put(Signature.NEW_GAPS, ids(rows * tokens * tokens, TokenGaps.BUCKETS));
  }

  private void past(int count) {
    for (int i = 0; i < 2 * layers; i++) {
      floats.put(Signature.past(i / 2, i % 2), new float[3 * count * width]);
    }
  }

  private ObjectNode run(
      String name, byte[] graph, Signature signature, int rows, int tokens, int past)
      throws OrtException {
    ObjectNode golden = mapper.createObjectNode().put("name", name);
    ObjectNode inputs = golden.putObject("inputs");
    ObjectNode outputs = golden.putObject("outputs");
    OrtEnvironment environment = OnnxRuntime.environment();
    try (OrtSession.SessionOptions options = OnnxRuntime.options(ExecutionProvider.CPU);
        OrtSession session = environment.createSession(graph, options);
        Tensors in = new Tensors(environment);
        Tensors out = new Tensors(environment)) {
      for (Signature.Tensor tensor : signature.inputs().values()) {
        long[] shape = shape(tensor, rows, tokens, past);
        ArrayNode data = describe(inputs.putObject(tensor.name()), shape);
        if (tensor.type() == OnnxJavaType.INT64) {
          long[] values = longs.get(tensor.name());
          LongBuffer buffer = Direct.longs(values.length).put(values).flip();
          in.add(tensor.name(), buffer, shape);
          for (long value : values) {
            data.add(value);
          }
        } else {
          float[] values = floats.get(tensor.name());
          FloatBuffer buffer = Direct.floats(values.length).put(values).flip();
          in.add(tensor.name(), buffer, shape);
          for (float value : values) {
            data.add(value);
          }
        }
      }
      Map<String, FloatBuffer> results = new HashMap<>();
      for (Signature.Tensor tensor : signature.outputs().values()) {
        long[] shape = shape(tensor, rows, tokens, past);
        FloatBuffer buffer = Direct.floats(Tensors.elements(shape));
        results.put(tensor.name(), buffer);
        out.add(tensor.name(), buffer, shape);
      }
      session.run(in.byName(), out.byName()).close();
      for (Signature.Tensor tensor : signature.outputs().values()) {
        FloatBuffer buffer = results.get(tensor.name());
        float[] values = new float[buffer.capacity()];
        buffer.get(0, values);
        floats.put(tensor.name(), values);
        long[] shape = shape(tensor, rows, tokens, past);
        ArrayNode data = describe(outputs.putObject(tensor.name()), shape);
        for (float value : values) {
          data.add(value);
        }
      }
    }
    return golden;
  }

  private static ArrayNode describe(ObjectNode tensor, long[] shape) {
    ArrayNode sizes = tensor.putArray("shape");
    for (long size : shape) {
      sizes.add(size);
    }
    return tensor.putArray("data");
  }

  private static long[] shape(Signature.Tensor tensor, int rows, int tokens, int past) {
    long[] shape = tensor.shape().clone();
    shape[0] = rows;
    boolean isGap = tensor.name().endsWith("_gaps");
    boolean isPast = tensor.name().startsWith("past_");
    if (shape.length == 3) {
      shape[1] = isPast && !isGap ? past : tokens;
    }
    if (isGap) {
      shape[2] = isPast ? past : tokens;
    }
    return shape;
  }

  private float[] normal(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private long[] ids(int count, int bound) {
    return random.longs(count, 0, bound).toArray();
  }
}
