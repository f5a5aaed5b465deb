package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The source of block-product.onnx: {@code main FILE} writes it. */
class BlockProductTest {
  private static final int OPSET = 18;
  private static final int IR_VERSION = 10;

  @Test
  void theGraphIsWhatItsSourceSays() throws IOException {
    try (InputStream graph = BlockProduct.class.getResourceAsStream(BlockProduct.GRAPH)) {
      assertThat(graph.readAllBytes()).isEqualTo(graph());
    }
  }

  public static void main(String[] arguments) throws IOException {
    Files.write(Path.of(arguments[0]), graph());
  }

  private static byte[] graph() {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("block-product")
            .addInput(tensor("titles", "N", "d"))
            .addInput(tensor("members", "d", "B"))
            .addInitializer(longs("by-group", -1, BlockProduct.GROUP))
            .addInitializer(longs("axes", 1))
            .addNode(node("MatMul", "by-title", "titles", "members"))
            .addNode(with("start", 1, node("Shape", "batch", "by-title")))
            .addNode(with("axis", 0, node("Concat", "shape", "by-group", "batch")))
            .addNode(node("Reshape", "groups", "by-title", "shape"))
            .addNode(with("keepdims", 0, node("ReduceMax", "highest", "groups", "axes")))
            .addNode(node("Transpose", "maxima", "highest"))
            .addNode(node("Transpose", "products", "by-title"))
            .addOutput(tensor("products", "B", "N"))
            .addOutput(tensor("maxima", "B", "G"));
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static TensorProto longs(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    return tensor.build();
  }

  private static NodeProto node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addAllInput(List.of(inputs))
        .addOutput(output)
        .build();
  }

  private static NodeProto with(String attribute, long value, NodeProto node) {
    return node.toBuilder()
        .addAttribute(
            AttributeProto.newBuilder()
                .setName(attribute)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value))
        .build();
  }

  private static ValueInfoProto tensor(String name, String... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (String size : sizes) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(size));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }
}
