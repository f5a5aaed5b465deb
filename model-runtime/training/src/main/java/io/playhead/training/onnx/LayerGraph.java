package io.playhead.training.onnx;

import io.playhead.window.TokenGaps;
import java.util.Arrays;
import java.util.Map;

/**
 * The layers of a step. Biases and masks are computed from lengths and gaps once, for all layers.
 * The last layer asks for the last valid token alone, as nothing else of it is read but keys and
 * values: half the cost of a two-layer model's full pass.
 *
 * <p>Caches are the large part of a step, so they are read where they lie: [B, P, d] with heads
 * side by side is never split or concatenated, and transposed only within the product (ONNX Runtime
 * makes one operator of both). Instead the queries are spread out, one row per head with zeros
 * where the other heads are, and only scores are joined. Sizes may be 0 in P, so no Reshape there
 * infers a dimension.
 *
 * <p>Position and time have a bias each, but are looked up at once, in a table of their sums. The
 * table has one dimension, as ONNX Runtime then copies numbers; of rows it copies bytes, one call a
 * row.
 */
final class LayerGraph {
  private static final float HIDDEN = -1e9f;

  private final OnnxGraph g;
  private final GraphShape shape;
  private final String batchSize; // i64 [1]: B
  private final String newSize; // i64 [1]: T
  private final String pastSize; // i64 [1]: P
  private final String pastVisible; // bool [B, 1, 1, P]
  private final String lastPlace; // i64 [B, 1]: of the last valid new token
  private final Asking everyToken;
  private final Asking lastToken;
  private final String headRows; // f32 [heads, 1, d]: ones where a head's columns are

  /** How long before each new token cached ones and new ones began, i64 [B, T, P], [B, T, T]. */
  record Gaps(String past, String fresh) {}

  /** Valid cached entries, summaries among them, valid new tokens: i64 [B] each. */
  record Lengths(String past, String summary, String fresh) {}

  /** What a layer adds to the graph: f32 [B, T or 1, d], [B, T, d], [B, T, d]. */
  record Output(String hidden, String keys, String values) {}

  /**
   * For which new tokens a layer looks back, Q of them.
   *
   * @param count i64 [1]: Q
   * @param pastBias f32 [B, heads, Q, P]
   * @param newBias f32 [B, heads, Q, T]
   * @param newVisible bool, broadcast to [B, heads, Q, T]
   */
  private record Asking(String count, String pastBias, String newBias, String newVisible) {}

  /**
   * Declares what all layers share.
   *
   * @param newLike a tensor [B, T, ...]
   * @param pastLike a tensor [B, P, ...]
   */
  LayerGraph(
      OnnxGraph g, GraphShape shape, String newLike, String pastLike, Lengths lengths, Gaps gaps) {
    this.g = g;
    this.shape = shape;
    batchSize = g.op("Shape", Map.of("start", 0L, "end", 1L), newLike);
    newSize = g.op("Shape", Map.of("start", 1L, "end", 2L), newLike);
    pastSize = g.op("Shape", Map.of("start", 1L, "end", 2L), pastLike);
    String newIndex = range(newSize);
    String pastIndex = range(pastSize);
    String pastLengths = g.op("Unsqueeze", lengths.past(), g.vector(1));
    pastVisible = g.op("Unsqueeze", g.op("Less", pastIndex, pastLengths), g.vector(1, 2));
    String last = g.op("Max", g.op("Sub", lengths.fresh(), g.scalar(1)), g.scalar(0));
    lastPlace = g.op("Unsqueeze", last, g.vector(1));

    String position = g.op("Unsqueeze", g.op("Add", pastLengths, newIndex), g.vector(2));
    String pastPlaces =
        ofSummaries(clipped(g.op("Sub", position, pastIndex)), pastIndex, lengths.summary());
    String query = g.op("Unsqueeze", newIndex, g.vector(1));
    String table = biasTable();
    String pastBias = biases(table, entries(pastPlaces, gaps.past), pastSize);
    String newBias =
        biases(table, entries(clipped(g.op("Sub", query, newIndex)), gaps.fresh), newSize);
    everyToken =
        new Asking(
            newSize,
            transposed(pastBias, 0, 2, 1, 3),
            transposed(newBias, 0, 2, 1, 3),
            g.op("GreaterOrEqual", query, newIndex));
    lastToken =
        new Asking(
            g.vector(1),
            g.op("Unsqueeze", atLast(pastBias), g.vector(2)),
            g.op("Unsqueeze", atLast(newBias), g.vector(2)),
            g.op("Unsqueeze", g.op("GreaterOrEqual", lastPlace, newIndex), g.vector(1, 2)));

    float[] rows = new float[shape.width() * shape.heads()];
    int headWidth = shape.width() / shape.heads();
    for (int column = 0; column < shape.width(); column++) {
      rows[column / headWidth * shape.width() + column] = 1;
    }
    headRows = g.weight("head_rows", rows, shape.heads(), 1, shape.width());
  }

  /** A layer that another one follows: the hidden states of all new tokens. */
  Output add(int layer, String x, String pastKeys, String pastValues) {
    String of = "layer." + layer;
    String all =
        g.op(
            "MatMul",
            shape.norm(g, of + ".norm1", x),
            shape.table(g, of + ".qkvg", 4L * shape.width()));
    String[] parts = split(all, 4, 2);
    String gathered = attend(everyToken, parts[0], parts[1], parts[2], pastKeys, pastValues);
    return new Output(mixed(of, x, gathered, parts[3]), parts[1], parts[2]);
  }

  /** The last layer: the hidden state of the last valid new token, [B, 1, d]. */
  Output addLast(int layer, String x, String pastKeys, String pastValues) {
    String of = "layer." + layer;
    String normed = shape.norm(g, of + ".norm1", x);
    String[] weights = split(shape.table(g, of + ".qkvg", 4L * shape.width()), 4, 1);
    String[] kept = split(g.op("MatMul", normed, joined(weights[1], weights[2])), 2, 2);
    String[] asked = split(g.op("MatMul", last(normed), joined(weights[0], weights[3])), 2, 2);
    String gathered = attend(lastToken, asked[0], kept[0], kept[1], pastKeys, pastValues);
    return new Output(mixed(of, last(x), gathered, asked[1]), kept[0], kept[1]);
  }

  private String mixed(String of, String x, String gathered, String gate) {
    String mixed =
        g.op(
            "MatMul",
            g.op("Mul", gathered, GraphShape.silu(g, gate)),
            shape.table(g, of + ".mix", shape.width()));
    String y = g.op("Add", x, mixed);
    return g.op("Add", y, feedForward(of, y));
  }

  private String attend(
      Asking asking, String asked, String keys, String values, String pastKeys, String pastValues) {
    float scale = (float) (1 / Math.sqrt((double) shape.width() / shape.heads()));
    String queries = g.op("Mul", asked, g.scalar(scale));
    String past =
        visible(pastVisible, g.op("Add", pastScores(asking, queries, pastKeys), asking.pastBias()));
    String fresh =
        visible(
            asking.newVisible(),
            g.op(
                "Add",
                g.op("MatMul", heads(queries, 0, 2, 1, 3), heads(keys, 0, 2, 3, 1)),
                asking.newBias()));
    String shares =
        g.op("Softmax", Map.of("axis", -1L), g.op("Concat", Map.of("axis", 3L), past, fresh));
    String ofPast = g.op("Slice", shares, g.vector(0), pastSize, g.vector(3));
    String ofNew = g.op("Slice", shares, pastSize, g.vector(Integer.MAX_VALUE), g.vector(3));
    String fromNew = g.op("MatMul", ofNew, heads(values, 0, 2, 1, 3));
    String joined = g.op("Reshape", transposed(fromNew, 0, 2, 1, 3), g.vector(0, 0, shape.width()));
    return g.op("Add", pastValues(asking, ofPast, pastValues), joined);
  }

  /** Biases of place and time, [heads x places x buckets of time]: one entry for both. */
  private String biasTable() {
    String places = weight("attention.position", shape.window().entriesMax());
    String times = weight("attention.time", TokenGaps.BUCKETS);
    String sums =
        g.op("Add", g.op("Unsqueeze", places, g.vector(2)), g.op("Unsqueeze", times, g.vector(1)));
    return g.op("Reshape", sums, g.vector(-1));
  }

  private String weight(String name, int count) {
    return g.weight(name, shape.weights().apply(name), shape.heads(), (long) count);
  }

  /** Places in {@link #biasTable}, of the first head. */
  private String entries(String places, String gaps) {
    return g.op("Add", g.op("Mul", places, g.scalar((long) TokenGaps.BUCKETS)), gaps);
  }

  /** Biases of [B, T, keys] entries for all heads, [B, T, heads, keys]. */
  private String biases(String table, String entries, String keys) {
    long ofHead = (long) shape.window().entriesMax() * TokenGaps.BUCKETS;
    long[] starts = new long[shape.heads()];
    Arrays.setAll(starts, head -> head * ofHead);
    String ofHeads =
        g.op(
            "Add",
            g.op("Unsqueeze", entries, g.vector(2)),
            g.op("Unsqueeze", g.vector(starts), g.vector(1)));
    return g.op(
        "Reshape",
        Map.of("allowzero", 1L),
        g.op("GatherElements", table, g.op("Reshape", ofHeads, g.vector(-1))),
        shapeOf(batchSize, newSize, g.vector(shape.heads()), keys));
  }

  /** [B, Q, d] and [B, P, d] to [B, heads, Q, P]. */
  private String pastScores(Asking asking, String queries, String pastKeys) {
    String spread = g.op("Mul", g.op("Unsqueeze", queries, g.vector(1)), headRows);
    String rows =
        g.op("Reshape", spread, shapeOf(g.vector(0), rowCount(asking), g.vector(shape.width())));
    String scores = g.op("MatMul", rows, transposed(pastKeys, 0, 2, 1)); // [B, heads Q, P]
    // All sizes spelled out: ONNX Runtime fuses a lone dynamic one to -1, in models of one layer,
    // and
    // an empty cache leaves that without a value.
    return g.op(
        "Reshape",
        Map.of("allowzero", 1L),
        scores,
        shapeOf(batchSize, g.vector(shape.heads()), asking.count(), pastSize));
  }

  /** [B, heads, Q, P] and [B, P, d] to [B, Q, d]. */
  private String pastValues(Asking asking, String shares, String pastValues) {
    // A 0 in the shape is an empty cache here, not "as in the input".
    String flat =
        g.op(
            "Reshape",
            Map.of("allowzero", 1L),
            shares,
            shapeOf(batchSize, rowCount(asking), pastSize));
    String gathered = g.op("MatMul", flat, pastValues); // [B, heads Q, d]
    String apart =
        g.op(
            "Reshape",
            gathered,
            shapeOf(g.vector(0, shape.heads()), asking.count(), g.vector(shape.width())));
    return g.op("ReduceSum", Map.of("keepdims", 0L), g.op("Mul", apart, headRows), g.vector(1));
  }

  private String rowCount(Asking asking) {
    return g.op("Mul", asking.count(), g.vector(shape.heads()));
  }

  private String feedForward(String of, String x) {
    String up =
        g.op(
            "MatMul",
            shape.norm(g, of + ".norm2", x),
            shape.table(g, of + ".up", 4L * shape.width()));
    String[] halves = split(up, 2, 2);
    String gated = g.op("Mul", GraphShape.silu(g, halves[0]), halves[1]);
    return g.op("MatMul", gated, shape.table(g, of + ".down", shape.width()));
  }

  /** [B, T, d] split into heads, then its dimensions in the order of {@code permutation}. */
  private String heads(String x, long... permutation) {
    String apart = g.op("Reshape", x, g.vector(0, 0, shape.heads(), shape.width() / shape.heads()));
    return transposed(apart, permutation);
  }

  /** [B, T, ...] at each row's last valid token, [B, ...]. */
  private String atLast(String x) {
    return g.op("GatherND", Map.of("batch_dims", 1L), x, lastPlace);
  }

  /** [B, T, d] at each row's last valid token, [B, 1, d]. */
  private String last(String x) {
    return g.op("Unsqueeze", atLast(x), g.vector(1));
  }

  private String transposed(String x, long... permutation) {
    return g.op("Transpose", Map.of("perm", permutation), x);
  }

  private String[] split(String x, int parts, long axis) {
    return g.ops(parts, "Split", Map.of("axis", axis, "num_outputs", (long) parts), x);
  }

  /** Columns side by side. */
  private String joined(String left, String right) {
    return g.op("Concat", Map.of("axis", 1L), left, right);
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
