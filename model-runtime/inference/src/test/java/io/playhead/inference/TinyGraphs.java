package io.playhead.inference;

import io.playhead.window.AnchoredWindow;
import io.playhead.window.ContextFeatures;
import io.playhead.window.TitleFeatures;
import io.playhead.window.TokenFeatures;
import io.playhead.window.TokenGaps;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/**
 * The two graphs of a bundle with random weights: a small causal transformer with a learned bias
 * over distance, and a hybrid title embedding. The contract in its shortest form. Test fixture.
 */
final class TinyGraphs {
  private final int width;
  private final int layers;
  private final int heads;
  private final AnchoredWindow window;
  private final long seed;

  TinyGraphs(int width, int layers, int heads, AnchoredWindow window, long seed) {
    this.width = width;
    this.layers = layers;
    this.heads = heads;
    this.window = window;
    this.seed = seed;
  }

  byte[] step() {
    OnnxGraph g = new OnnxGraph(seed);
    g.declare(Signature.step(width, layers));
    String x =
        g.node(
            "Add",
            Signature.TITLE_VECTORS,
            features(g, Signature.TOKEN_FEATURES, TokenFeatures.SIZES, 2));
    String newCount = size(g, Signature.TITLE_VECTORS, 1);
    String pastCount = size(g, Signature.past(0, 0), 1);
    String newIndex = range(g, newCount); // [T]
    String pastIndex = range(g, pastCount); // [P]
    String pastLength = unsqueeze(g, Signature.PAST_LENGTHS, 1); // [B,1]
    String newLength = unsqueeze(g, Signature.NEW_LENGTHS, 1);
    String none = g.node("Mul", pastLength, g.longScalar(0));
    String newPosition = g.node("Add", pastLength, newIndex); // [B,T]
    String pastPosition = g.node("Add", none, pastIndex); // [B,P]
    String position =
        g.node("Concat", OnnxGraph.attribute("axis", 1), pastPosition, newPosition); // [B,P+T]
    String distance =
        g.node("Sub", unsqueeze(g, newPosition, 2), unsqueeze(g, position, 1)); // [B,T,P+T]
    String valid =
        g.node(
            "Concat",
            OnnxGraph.attribute("axis", 1),
            g.node("Less", pastPosition, pastLength),
            g.node("Less", g.node("Add", none, newIndex), newLength));
    String causal = g.node("GreaterOrEqual", distance, g.longScalar(0));
    String mask = unsqueeze(g, g.node("And", causal, unsqueeze(g, valid, 1)), 2); // [B,T,1,P+T]
    String byHead =
        g.node(
            "Concat",
            OnnxGraph.attribute("axis", 0),
            g.longs(0),
            g.node("Unsqueeze", newCount, g.longs(0)),
            g.longs(heads, -1));
    String near = g.node("Clip", distance, g.longScalar(0), g.longScalar(window.lengthMax() - 1));
    String summaryLength = unsqueeze(g, Signature.SUMMARY_LENGTHS, 1); // [B,1]
    String index = g.node("Concat", OnnxGraph.attribute("axis", 0), pastIndex, newIndex);
    String isPast = g.node("Less", range(g, g.node("Add", pastCount, newCount)), pastCount);
    String isSummary = g.node("And", isPast, g.node("Less", index, summaryLength)); // [B,P+T]
    String place =
        g.node("Add", g.node("Sub", summaryLength, index), g.longScalar(window.lengthMax() - 1));
    String clipped =
        g.node("Where", unsqueeze(g, isSummary, 1), unsqueeze(g, place, 1), near); // [B,T,P+T]
    String gaps =
        g.node("Concat", OnnxGraph.attribute("axis", 2), Signature.PAST_GAPS, Signature.NEW_GAPS);
    for (int layer = 0; layer < layers; layer++) {
      x = layer(g, layer, x, new Places(clipped, gaps), mask, byHead, pastCount);
    }
    String isLast = g.node("Equal", newIndex, g.node("Sub", newLength, g.longScalar(1))); // [B,T]
    String weight = unsqueeze(g, g.node("Cast", OnnxGraph.attribute("to", 1), isLast), 2);
    String last = sum(g, g.node("Mul", x, weight), 1);
    String hasTokens = g.node("Greater", newLength, g.longScalar(0)); // [B,1]
    String state = g.node("Where", hasTokens, last, g.weights(1, 1, width));
    String context = features(g, Signature.CONTEXT_FEATURES, ContextFeatures.SIZES, 1);
    String mixed = normalise(g, g.node("Add", state, context));
    g.output(Signature.MEMBER_VECTOR, unit(g, dense(g, mixed, width, width)));
    return g.toBytes();
  }

  byte[] summaryVectors() {
    Random random = new Random(seed + 2);
    ByteBuffer bytes = ByteBuffer.allocate(window.summaries() * width * 4);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      bytes.putFloat((float) random.nextGaussian());
    }
    return bytes.array();
  }

  byte[] title(int vocabulary, int metadataBuckets) {
    OnnxGraph g = new OnnxGraph(seed + 1);
    g.declare(Signature.title(width));
    String id = g.node("Gather", g.weights(.7, vocabulary + 1, width), Signature.TITLE_INDEX);
    String values = g.node("Gather", g.weights(.7, metadataBuckets, width), Signature.METADATA_IDS);
    String metadata = sum(g, g.node("Mul", values, unsqueeze(g, Signature.METADATA_WEIGHTS, 2)), 1);
    float[] gates = new float[TitleFeatures.AGE_BUCKETS];
    for (int age = 0; age < gates.length; age++) {
      gates[age] = (age + 1f) / gates.length; // The older a title, the more its id says.
    }
    String gate = g.node("Gather", g.floats(gates, gates.length, 1), Signature.AGE_BUCKET); // [N,1]
    String input = g.node("Add", g.node("Mul", gate, id), metadata);
    g.output(Signature.INPUT_VECTORS, input);
    g.output(Signature.SCORE_VECTORS, unit(g, dense(g, input, width, width)));
    return g.toBytes();
  }

  /** Rows of the tables of biases, [B,T,P+T] each. */
  private record Places(String distance, String gap) {}

  private String layer(
      OnnxGraph g,
      int layer,
      String x,
      Places places,
      String mask,
      String byHead,
      String pastCount) {
    String h = normalise(g, x);
    String q = dense(g, h, width, width);
    String k = dense(g, h, width, width);
    String v = dense(g, h, width, width);
    g.output(Signature.fresh(layer, 0), k);
    g.output(Signature.fresh(layer, 1), v);
    String queries =
        g.node("Transpose", OnnxGraph.attribute("perm", 0, 2, 1), spread(g, q)); // [B,d,T*H]
    String scores =
        g.node(
            "Transpose",
            OnnxGraph.attribute("perm", 0, 2, 1),
            g.node(
                "Concat",
                OnnxGraph.attribute("axis", 1),
                g.node("MatMul", Signature.past(layer, 0), queries),
                g.node("MatMul", k, queries))); // [B,T*H,P+T]
    String bias =
        g.node(
            "Transpose",
            OnnxGraph.attribute("perm", 0, 1, 3, 2),
            g.node(
                "Add",
                g.node("Gather", g.weights(.5, window.entriesMax(), heads), places.distance()),
                g.node("Gather", gapWeights(g, layer), places.gap())));
    String biased = g.node("Add", g.node("Reshape", scores, byHead), bias); // [B,T,H,P+T]
    String masked = g.node("Where", mask, biased, g.scalar(-1e9f));
    String weights =
        g.node(
            "Reshape",
            g.node("Softmax", OnnxGraph.attribute("axis", -1), masked),
            g.node("Shape", scores));
    String split = g.node("Unsqueeze", pastCount, g.longs(0));
    String pastWeights = g.node("Slice", weights, g.longs(0), split, g.longs(2));
    String newWeights = g.node("Slice", weights, split, g.longs(Integer.MAX_VALUE), g.longs(2));
    String attended =
        g.node(
            "Add",
            g.node("MatMul", pastWeights, Signature.past(layer, 1)),
            g.node("MatMul", newWeights, v)); // [B,T*H,d]: of each head only its own part counts
    String split4 = g.node("Reshape", attended, g.longs(0, -1, heads, width));
    String merged = sum(g, g.node("Mul", split4, headMask(g, 1)), 2);
    x = g.node("Add", x, dense(g, merged, width, width));
    String inner = g.node("Relu", dense(g, normalise(g, x), width, 2 * width));
    return g.node("Add", x, dense(g, inner, 2 * width, width));
  }

  /** Not drawn, so that all other weights are what they were without them. */
  private String gapWeights(OnnxGraph g, int layer) {
    float[] weights = new float[TokenGaps.BUCKETS * heads];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) Math.sin(i + 17 * layer);
    }
    return g.floats(weights, TokenGaps.BUCKETS, heads);
  }

  /** Sum of the embeddings of features whose values lie one after another in one table. */
  private String features(OnnxGraph g, String ids, int[] sizes, int axis) {
    long[] offsets = new long[sizes.length];
    for (int i = 1; i < sizes.length; i++) {
      offsets[i] = offsets[i - 1] + sizes[i - 1];
    }
    String table = g.weights(.3, Arrays.stream(sizes).sum(), width);
    return sum(g, g.node("Gather", table, g.node("Add", ids, g.longs(offsets))), axis);
  }

  /**
   * Each head's query with zeros in the other heads' places, so that keys and values stay as they
   * come in, heads merged: a transposed copy of the cache would cost more than all the arithmetic.
   */
  private String spread(OnnxGraph g, String q) {
    float scale = (float) (1 / Math.sqrt((double) width / heads));
    String masked = g.node("Mul", unsqueeze(g, q, 2), headMask(g, scale)); // [B,T,H,d]
    return g.node("Reshape", masked, g.longs(0, -1, width));
  }

  private String headMask(OnnxGraph g, float value) {
    float[] mask = new float[heads * width];
    for (int i = 0; i < width; i++) {
      mask[i / (width / heads) * width + i] = value;
    }
    return g.floats(mask, heads, width);
  }

  private String dense(OnnxGraph g, String value, int from, int to) {
    return g.node("MatMul", value, g.weights(1 / Math.sqrt(from), from, to));
  }

  private String normalise(OnnxGraph g, String value) {
    float[] ones = new float[width];
    Arrays.fill(ones, 1);
    return g.node(
        "LayerNormalization", OnnxGraph.attribute("axis", -1), value, g.floats(ones, width));
  }

  private static String unit(OnnxGraph g, String value) {
    String squares = g.node("Mul", value, value);
    String sum = g.node("ReduceSum", OnnxGraph.attribute("keepdims", 1), squares, g.longs(1));
    return g.node("Div", value, g.node("Sqrt", g.node("Add", sum, g.scalar(1e-12f))));
  }

  private static String sum(OnnxGraph g, String value, int axis) {
    return g.node("ReduceSum", OnnxGraph.attribute("keepdims", 0), value, g.longs(axis));
  }

  private static String unsqueeze(OnnxGraph g, String value, int axis) {
    return g.node("Unsqueeze", value, g.longs(axis));
  }

  private static String size(OnnxGraph g, String value, int axis) {
    return g.node("Gather", g.node("Shape", value), g.longScalar(axis));
  }

  private static String range(OnnxGraph g, String count) {
    return g.node("Range", g.longScalar(0), count, g.longScalar(1));
  }
}
