package io.playhead.training.onnx;

import io.playhead.window.TokenGaps;
import java.util.Map;

/**
 * The layers of a step. Biases and masks are computed from lengths and gaps once, for all layers.
 *
 * <p>Caches are the large part of a step, so they are read where they lie: [B, P, d] with heads
 * side by side is never transposed, split or concatenated. Instead the queries are spread out, one
 * column per head with zeros where the other heads are, and only scores are joined. Sizes may be 0
 * in P, so no Reshape there infers a dimension.
 */
final class LayerGraph {
  private static final float HIDDEN = -1e9f;

  private final OnnxGraph g;
  private final GraphShape shape;
  private final String batchSize; // i64 [1]: B
  private final String newSize; // i64 [1]: T
  private final String pastSize; // i64 [1]: P
  private final String pastBias; // f32 [B, heads, T, P]
  private final String pastVisible; // bool [B, 1, 1, P]
  private final String newBias; // f32 [B, heads, T, T]
  private final String newVisible; // bool [T, T]
  private final String columnsOfHead; // f32 [d, 1, heads]
  private final String headOfColumns; // f32 [heads, 1, d]

  /** How long before each new token cached ones and new ones began, i64 [B, T, P], [B, T, T]. */
  record Gaps(String past, String fresh) {}

  /** What a layer adds to the graph. */
  record Output(String hidden, String keys, String values) {}

  LayerGraph(
      OnnxGraph g,
      GraphShape shape,
      String newLike,
      String pastLike,
      String pastLengths,
      String summaryLengths,
      Gaps gaps) {
    this.g = g;
    this.shape = shape;
    batchSize = g.op("Shape", Map.of("start", 0L, "end", 1L), newLike);
    newSize = g.op("Shape", Map.of("start", 1L, "end", 2L), newLike);
    pastSize = g.op("Shape", Map.of("start", 1L, "end", 2L), pastLike);
    String newIndex = range(newSize);
    String pastIndex = range(pastSize);
    String lengths = g.op("Unsqueeze", pastLengths, g.vector(1));
    String position = g.op("Unsqueeze", g.op("Add", lengths, newIndex), g.vector(2));
    String pastPlaces =
        ofSummaries(clipped(g.op("Sub", position, pastIndex)), pastIndex, summaryLengths);
    pastVisible = g.op("Unsqueeze", g.op("Less", pastIndex, lengths), g.vector(1, 2));
    String query = g.op("Unsqueeze", newIndex, g.vector(1));
    newVisible = g.op("GreaterOrEqual", query, newIndex);
    String places = biases("attention.position", shape.window().entriesMax());
    String times = biases("attention.time", TokenGaps.BUCKETS);
    pastBias = byRow(g.op("Add", columns(places, pastPlaces), columns(times, gaps.past)));
    newBias =
        g.op(
            "Add",
            columns(places, clipped(g.op("Sub", query, newIndex))),
            byRow(columns(times, gaps.fresh)));
    float[] columns = new float[shape.width() * shape.heads()];
    float[] rows = new float[columns.length];
    int headWidth = shape.width() / shape.heads();
    for (int column = 0; column < shape.width(); column++) {
      columns[column * shape.heads() + column / headWidth] = 1;
      rows[column / headWidth * shape.width() + column] = 1;
    }
    columnsOfHead = g.weight("columns_of_head", columns, shape.width(), 1, shape.heads());
    headOfColumns = g.weight("head_of_columns", rows, shape.heads(), 1, shape.width());
  }

  Output add(int layer, String x, String pastKeys, String pastValues) {
    String of = "layer." + layer;
    String all =
        g.op(
            "MatMul",
            shape.norm(g, of + ".norm1", x),
            shape.table(g, of + ".qkvg", 4L * shape.width()));
    String[] parts = g.ops(4, "Split", Map.of("axis", 2L, "num_outputs", 4L), all);
    float scale = (float) (1 / Math.sqrt((double) shape.width() / shape.heads()));
    String queries = g.op("Mul", parts[0], g.scalar(scale));
    String gathered = attend(queries, parts[1], parts[2], pastKeys, pastValues);
    String mixed =
        g.op(
            "MatMul",
            g.op("Mul", gathered, GraphShape.silu(g, parts[3])),
            shape.table(g, of + ".mix", shape.width()));
    String y = g.op("Add", x, mixed);
    return new Output(g.op("Add", y, feedForward(of, y)), parts[1], parts[2]);
  }

  private String attend(
      String queries, String keys, String values, String pastKeys, String pastValues) {
    String past = visible(pastVisible, g.op("Add", pastScores(queries, pastKeys), pastBias));
    String fresh =
        visible(
            newVisible,
            g.op(
                "Add",
                g.op("MatMul", heads(queries, 0, 2, 1, 3), heads(keys, 0, 2, 3, 1)),
                newBias));
    String shares =
        g.op("Softmax", Map.of("axis", -1L), g.op("Concat", Map.of("axis", 3L), past, fresh));
    String ofPast = g.op("Slice", shares, g.vector(0), pastSize, g.vector(3));
    String ofNew = g.op("Slice", shares, pastSize, g.vector(Integer.MAX_VALUE), g.vector(3));
    String fromNew = g.op("MatMul", ofNew, heads(values, 0, 2, 1, 3));
    String joined =
        g.op(
            "Reshape",
            g.op("Transpose", Map.of("perm", new long[] {0, 2, 1, 3}), fromNew),
            g.vector(0, 0, shape.width()));
    return g.op("Add", pastValues(ofPast, pastValues), joined);
  }

  /** A table [heads, count]. */
  private String biases(String name, int count) {
    return g.weight(name, shape.weights().apply(name), shape.heads(), (long) count);
  }

  /** Columns of a table [heads, n], as [heads, ...]. */
  private String columns(String table, String indices) {
    return g.op("Gather", Map.of("axis", 1L), table, indices);
  }

  /** [heads, B, T, S] to [B, heads, T, S]. */
  private String byRow(String biases) {
    return g.op("Transpose", Map.of("perm", new long[] {1, 0, 2, 3}), biases);
  }

  /** [B, T, d] and [B, P, d] to [B, heads, T, P]. */
  private String pastScores(String queries, String pastKeys) {
    String columns = g.op("Transpose", Map.of("perm", new long[] {0, 2, 1}), queries);
    String spread =
        g.op("Mul", g.op("Unsqueeze", columns, g.vector(3)), columnsOfHead); // [B, d, T, heads]
    String scores =
        g.op("MatMul", pastKeys, g.op("Reshape", spread, g.vector(0, 0, -1))); // [B, P, T heads]
    // All sizes spelled out: ONNX Runtime fuses a lone dynamic one to -1, in models of one layer,
    // and
    // an empty cache leaves that without a value.
    String apart =
        g.op(
            "Reshape",
            Map.of("allowzero", 1L),
            scores,
            shapeOf(batchSize, pastSize, newSize, g.vector(shape.heads())));
    return g.op("Transpose", Map.of("perm", new long[] {0, 3, 2, 1}), apart);
  }

  /** [B, heads, T, P] and [B, P, d] to [B, T, d]. */
  private String pastValues(String shares, String pastValues) {
    String rows = g.op("Mul", newSize, g.vector(shape.heads()));
    // A 0 in the shape is an empty cache here, not "as in the input".
    String flat =
        g.op("Reshape", Map.of("allowzero", 1L), shares, shapeOf(batchSize, rows, pastSize));
    String gathered = g.op("MatMul", flat, pastValues); // [B, heads T, d]
    String apart =
        g.op(
            "Reshape",
            gathered,
            shapeOf(g.vector(0, shape.heads()), newSize, g.vector(shape.width())));
    return g.op(
        "ReduceSum", Map.of("keepdims", 0L), g.op("Mul", apart, headOfColumns), g.vector(1));
  }

  private String feedForward(String of, String x) {
    String up =
        g.op(
            "MatMul",
            shape.norm(g, of + ".norm2", x),
            shape.table(g, of + ".up", 4L * shape.width()));
    String[] halves = g.ops(2, "Split", Map.of("axis", 2L, "num_outputs", 2L), up);
    String gated = g.op("Mul", GraphShape.silu(g, halves[0]), halves[1]);
    return g.op("MatMul", gated, shape.table(g, of + ".down", shape.width()));
  }

  /** [B, T, d] split into heads, then its dimensions in the order of {@code permutation}. */
  private String heads(String x, long... permutation) {
    String apart = g.op("Reshape", x, g.vector(0, 0, shape.heads(), shape.width() / shape.heads()));
    return g.op("Transpose", Map.of("perm", permutation), apart);
  }

  private String visible(String mask, String scores) {
    return g.op("Where", mask, scores, g.scalar(HIDDEN));
  }

  private String range(String size) {
    return g.op("Range", g.scalar(0), g.op("Squeeze", size), g.scalar(1));
  }

  private String clipped(String distances) {
    return g.op("Clip", distances, g.scalar(0), g.scalar(shape.window().lengthMax() - 1L));
  }

  /** Summaries stand at the front of the cache and have places of their own, the newest first. */
  private String ofSummaries(String distances, String pastIndex, String summaryLengths) {
    if (shape.window().summariesMax() == 0) {
      return distances;
    }
    String lengths = g.op("Unsqueeze", summaryLengths, g.vector(1));
    String newest = g.op("Sub", lengths, g.scalar(1));
    String place =
        g.op(
            "Clip",
            g.op(
                "Add", g.op("Sub", newest, pastIndex), g.scalar((long) shape.window().lengthMax())),
            g.scalar(0),
            g.scalar(shape.window().entriesMax() - 1L));
    return g.op(
        "Where",
        g.op("Unsqueeze", g.op("Less", pastIndex, lengths), g.vector(1)),
        g.op("Unsqueeze", place, g.vector(1)),
        distances);
  }

  private String shapeOf(String... parts) {
    return g.op("Concat", Map.of("axis", 0L), parts);
  }
}
