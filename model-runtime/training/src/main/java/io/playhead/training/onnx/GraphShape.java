package io.playhead.training.onnx;

import io.playhead.window.AnchoredWindow;
import java.util.Map;
import java.util.function.Function;

/**
 * Sizes and weights that the graphs are made of.
 *
 * @param width floats per vector, d
 * @param layers layers of attention
 * @param heads attention heads, a divisor of d
 * @param window which tokens the model sees; decides what has a learned bias
 * @param tokenOffsets where each token feature's rows start in {@code token.features}
 * @param contextOffsets where each context feature's rows start in {@code context.features}
 * @param metadataSlots metadata ids per title
 * @param metadataRows the row of each metadata id in tables of metadata
 * @param weights row-major values of a weight by its name; null: there is no such weight
 */
public record GraphShape(
    int width,
    int layers,
    int heads,
    AnchoredWindow window,
    long[] tokenOffsets,
    long[] contextOffsets,
    int metadataSlots,
    int[] metadataRows,
    Function<String, float[]> weights) {

  /** Declares the weight {@code name} with rows as wide as {@code columns}. */
  String table(OnnxGraph g, String name, long columns) {
    float[] values = weights.apply(name);
    return g.weight(name, values, values.length / columns, columns);
  }

  /** Declares the weight {@code name}, one-dimensional. */
  String row(OnnxGraph g, String name) {
    float[] values = weights.apply(name);
    return g.weight(name, values, values.length);
  }

  /** {@code x / sqrt(sum(x^2) + 1e-12)} over the last dimension. */
  static String unit(OnnxGraph g, String x) {
    String squares = g.op("ReduceSum", g.op("Mul", x, x), g.vector(-1));
    return g.op("Div", x, g.op("Sqrt", g.op("Add", squares, g.scalar(1e-12f))));
  }

  /** Vectors in the space of an earlier model, where there is a rotation into it. */
  String aligned(OnnxGraph g, String vectors) {
    return weights.apply("alignment") == null
        ? vectors
        : g.op("MatMul", vectors, table(g, "alignment", width));
  }

  static String silu(OnnxGraph g, String x) {
    return g.op("Mul", x, g.op("Sigmoid", x));
  }

  /** Layer normalisation over the last dimension; epsilon is ONNX's default, 1e-5. */
  String norm(OnnxGraph g, String name, String x) {
    return g.op("LayerNormalization", x, row(g, name + ".weight"), row(g, name + ".bias"));
  }

  /** The sum of one row per feature of a table that holds the rows of all features. */
  String embedded(OnnxGraph g, String name, String features, long[] offsets, long axis) {
    String rows = g.op("Add", features, g.vector(offsets));
    return g.op(
        "ReduceSum",
        Map.of("keepdims", 0L),
        g.op("Gather", table(g, name, width), rows),
        g.vector(axis));
  }
}
