package io.playhead.training.onnx;

import java.util.Map;

/**
 * {@code title.onnx}: the title tower. Stateless.
 *
 * <pre>
 * in   title_index i64 [N]   metadata_ids i64 [N, 64]   metadata_weights f32 [N, 64]
 *      age_bucket i64 [N]
 * out  input_vectors f32 [N, d]   score_vectors f32 [N, d], unit length
 *                                     where the title has an ID
 * </pre>
 */
public final class TitleGraph {
  /** The initializer that says which row a metadata id has. */
  public static final String METADATA_ROWS = "title.metadata.rows";

  private TitleGraph() {}

  /** The graph's bytes. */
  public static byte[] toBytes(GraphShape shape, Map<String, String> provenance) {
    OnnxGraph g = new OnnxGraph("title");
    String slots = Integer.toString(shape.metadataSlots());
    String d = Integer.toString(shape.width());
    String index = g.longs("title_index", "N");
    String ids = g.longs("metadata_ids", "N", slots);
    String weights = g.floats("metadata_weights", "N", slots);
    String age = g.longs("age_bucket", "N");

    String rows = g.op("Gather", g.indices(METADATA_ROWS, shape.metadataRows()), ids);
    String asRow = g.op("Unsqueeze", weights, g.vector(1));
    String bag = bag(g, shape, "title.metadata", rows, asRow);
    String hidden = GraphShape.silu(g, dense(g, shape, "title.hidden", bag));
    String metadata = g.op("Squeeze", dense(g, shape, "title.out", hidden), g.vector(1));
    String id = g.op("Gather", shape.table(g, "title.id", shape.width()), index);
    String trust = g.op("Gather", shape.table(g, "title.gate", shape.width()), age);
    String known = g.op("Unsqueeze", g.op("Greater", index, g.scalar(0)), g.vector(1));
    String gate = g.op("Sigmoid", trust);
    String old = g.op("Add", metadata, g.op("Mul", gate, g.op("Sub", id, metadata)));

    String deviation = g.op("Squeeze", bag(g, shape, "title.new", rows, asRow), g.vector(1));
    String mean = shape.row(g, "title.new.mean");
    String direction = GraphShape.unit(g, g.op("Add", deviation, mean));
    String fresh = g.op("Mul", direction, shape.row(g, "title.new.norm"));
    String mixed = g.op("Where", known, old, fresh);
    String bold = g.op("Mul", direction, shape.row(g, "title.new.length"));
    String squares = g.op("ReduceSum", g.op("Mul", deviation, deviation), g.vector(1));
    String isSaid = g.op("Greater", squares, g.scalar(0f));
    String expected = g.op("Where", isSaid, bold, mean);
    String score = g.op("Where", known, GraphShape.unit(g, old), expected);

    String scale = g.scalar((float) Math.sqrt(shape.width()));
    g.output("input_vectors", g.op("Mul", mixed, scale), "N", d);
    g.output("score_vectors", shape.aligned(g, score), "N", d);
    return g.toBytes(provenance);
  }

  /** The weighted sum of the rows of each title, f32 [N, 1, d]. */
  private static String bag(
      OnnxGraph g, GraphShape shape, String name, String rows, String weights) {
    return g.op("MatMul", weights, g.op("Gather", shape.table(g, name, shape.width()), rows));
  }

  private static String dense(OnnxGraph g, GraphShape shape, String name, String x) {
    String product = g.op("MatMul", x, shape.table(g, name, shape.width()));
    return g.op("Add", product, shape.row(g, name + ".bias"));
  }
}
