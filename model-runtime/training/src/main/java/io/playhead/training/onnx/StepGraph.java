package io.playhead.training.onnx;

import java.util.Map;

/**
 * {@code step.onnx}: new tokens and cached keys and values in, member vector and new keys and
 * values out. With an empty cache it is the full forward pass. Stateless; the layers are {@link
 * LayerGraph}.
 *
 * <pre>
 * in   title_vectors f32 [B, T, d]     token_features i64 [B, T, 9]   context_features i64 [B, 5]
 *      past_keys_n, past_values_n f32 [B, P, d]
 *      past_gaps i64 [B, T, P]   new_gaps i64 [B, T, T]
 *      past_lengths, summary_lengths, new_lengths i64 [B]
 * out  member_vector f32 [B, d], unit length       new_keys_n, new_values_n f32 [B, T, d]
 * </pre>
 */
public final class StepGraph {
  private StepGraph() {}

  /** The graph's bytes. */
  public static byte[] toBytes(GraphShape shape, Map<String, String> provenance) {
    OnnxGraph g = new OnnxGraph("step");
    String d = Integer.toString(shape.width());
    String titles = g.floats("title_vectors", "B", "T", d);
    String features =
        g.longs("token_features", "B", "T", Integer.toString(shape.tokenOffsets().length));
    String context =
        g.longs("context_features", "B", Integer.toString(shape.contextOffsets().length));
    String[] pastKeys = new String[shape.layers()];
    String[] pastValues = new String[shape.layers()];
    for (int layer = 0; layer < shape.layers(); layer++) {
      pastKeys[layer] = g.floats("past_keys_" + layer, "B", "P", d);
      pastValues[layer] = g.floats("past_values_" + layer, "B", "P", d);
    }
    String pastGaps = g.longs("past_gaps", "B", "T", "P");
    String newGaps = g.longs("new_gaps", "B", "T", "T");
    String pastLengths = g.longs("past_lengths", "B");
    String summaryLengths = g.longs("summary_lengths", "B");
    String newLengths = g.longs("new_lengths", "B");

    String x =
        g.op("Add", titles, shape.embedded(g, "token.features", features, shape.tokenOffsets(), 2));
    LayerGraph layers =
        new LayerGraph(
            g,
            shape,
            titles,
            pastKeys[0],
            new LayerGraph.Lengths(pastLengths, summaryLengths, newLengths),
            new LayerGraph.Gaps(pastGaps, newGaps));
    String[] newKeys = new String[shape.layers()];
    String[] newValues = new String[shape.layers()];
    for (int layer = 0; layer < shape.layers(); layer++) {
      LayerGraph.Output out =
          layer < shape.layers() - 1
              ? layers.add(layer, x, pastKeys[layer], pastValues[layer])
              : layers.addLast(layer, x, pastKeys[layer], pastValues[layer]);
      x = out.hidden();
      newKeys[layer] = out.keys();
      newValues[layer] = out.values();
    }
    String state = state(g, shape, x, pastLengths, newLengths);
    g.output("member_vector", memberVector(g, shape, state, context), "B", d);
    for (int layer = 0; layer < shape.layers(); layer++) {
      g.output("new_keys_" + layer, newKeys[layer], "B", "T", d);
      g.output("new_values_" + layer, newValues[layer], "B", "T", d);
    }
    return g.toBytes(provenance);
  }

  /** Of the last valid new token; of a member without tokens the start state. */
  private static String state(
      OnnxGraph g, GraphShape shape, String last, String pastLengths, String newLengths) {
    String isEmpty = g.op("Equal", g.op("Add", pastLengths, newLengths), g.scalar(0));
    return g.op(
        "Where",
        g.op("Unsqueeze", isEmpty, g.vector(1)),
        shape.row(g, "state.start"),
        g.op("Squeeze", last, g.vector(1)));
  }

  private static String memberVector(OnnxGraph g, GraphShape shape, String state, String context) {
    String asked = shape.embedded(g, "context.features", context, shape.contextOffsets(), 1);
    String film = g.op("MatMul", asked, shape.table(g, "context.film", 2L * shape.width()));
    String[] parts = g.ops(2, "Split", Map.of("axis", 1L, "num_outputs", 2L), film);
    String scale = g.op("Add", parts[0], g.scalar(1f));
    String scaled = g.op("Mul", shape.norm(g, "state.norm", state), scale);
    return shape.aligned(g, GraphShape.unit(g, g.op("Add", scaled, parts[1])));
  }
}
