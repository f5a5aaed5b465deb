package io.playhead.inference;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a graph that multiplies two square matrices, and the result by the second one again
 * as often as asked: the least that shows what a provider computes, and how fast. Written field by
 * field, for want of ONNX's classes here.
 *
 * <pre>
 *   left f32 [size, size]   right f32 [size, size]   ->   product f32 [size, size]
 *
 *   model: 1 IR version, 7 graph, 8 operator set     operator set: 2 version
 *   graph: 1 node, 2 name, 11 input, 12 output       node: 1 input, 2 output, 4 operator
 *   value: 1 name, 2 type     type: 1 tensor         tensor: 1 element type, 2 shape
 *   shape: 1 dimension        dimension: 1 size
 * </pre>
 */
final class ProductGraph {
  static final String LEFT = "left";
  static final String RIGHT = "right";
  static final String PRODUCT = "product";

  private static final int IR_VERSION = 10;
  private static final int OPSET = 18;
  private static final int FLOAT = 1;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private ProductGraph() {}

  /** {@code count} products of matrices of {@code size} rows. */
  static byte[] of(int size, int count) {
    return of("MatMul", size, count);
  }

  /** With another operator of two matrices in the place of the product. */
  static byte[] of(String operator, int size, int count) {
    ProductGraph graph = new ProductGraph();
    for (int i = 0; i < count; i++) {
      ProductGraph node = new ProductGraph();
      node.text(1, i == 0 ? LEFT : PRODUCT + i).text(1, RIGHT);
      node.text(2, i == count - 1 ? PRODUCT : PRODUCT + (i + 1)).text(4, operator);
      graph.message(1, node);
    }
    graph.text(2, PRODUCT);
    graph.message(11, matrix(LEFT, size)).message(11, matrix(RIGHT, size));
    graph.message(12, matrix(PRODUCT, size));
    ProductGraph operators = new ProductGraph().number(2, OPSET);
    return new ProductGraph()
        .number(1, IR_VERSION)
        .message(7, graph)
        .message(8, operators)
        .bytes
        .toByteArray();
  }

  private static ProductGraph matrix(String name, int size) {
    ProductGraph shape = new ProductGraph();
    shape.message(1, new ProductGraph().number(1, size));
    shape.message(1, new ProductGraph().number(1, size));
    ProductGraph tensor = new ProductGraph().number(1, FLOAT).message(2, shape);
    return new ProductGraph().text(1, name).message(2, new ProductGraph().message(1, tensor));
  }

  private ProductGraph number(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  private ProductGraph text(int field, String value) {
    return block(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private ProductGraph message(int field, ProductGraph value) {
    return block(field, value.bytes.toByteArray());
  }

  private ProductGraph block(int field, byte[] value) {
    varint((long) field << 3 | 2);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  private void varint(long value) {
    long rest = value;
    while (rest > 0x7f) {
      bytes.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }
}
