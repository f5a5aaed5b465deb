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
import org.junit.jupiter.api.Test;

/** The source of coarse.onnx: {@code main FILE} writes it. */
class CoarseGraphTest {
  private static final int OPSET = 18;
  private static final int IR_VERSION = 10;

  @Test
  void theGraphIsWhatItsSourceSays() throws IOException {
    try (InputStream graph = CoarseProduct.class.getResourceAsStream(CoarseProduct.GRAPH)) {
      assertThat(graph.readAllBytes()).isEqualTo(graph());
    }
  }

  public static void main(String[] arguments) throws IOException {
    Files.write(Path.of(arguments[0]), graph());
  }

  private static byte[] graph() {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("coarse")
            .addInput(tensor("members", TensorProto.DataType.UINT8, "B", "d"))
            .addInput(tensor("zero", TensorProto.DataType.UINT8))
            .addInput(tensor("titles", TensorProto.DataType.INT8, "d", "N"))
            .addInitializer(longs("grouped", 0, CoarseBlock.GROUP, -1))
            .addInitializer(longs("axes", 1))
            .addNode(
                NodeProto.newBuilder()
                    .setOpType("MatMulInteger")
                    .addInput("members")
                    .addInput("titles")
                    .addInput("zero")
                    .addOutput("products"))
            .addNode(
                NodeProto.newBuilder()
                    .setOpType("Reshape")
                    .addInput("products")
                    .addInput("grouped")
                    .addOutput("groups"))
            .addNode(
                NodeProto.newBuilder()
                    .setOpType("ReduceMax")
                    .addInput("groups")
                    .addInput("axes")
                    .addOutput("maxima")
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("keepdims")
                            .setType(AttributeProto.AttributeType.INT)
                            .setI(0)))
            .addOutput(tensor("products", TensorProto.DataType.INT32, "B", "N"))
            .addOutput(tensor("maxima", TensorProto.DataType.INT32, "B", "G"));
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

  private static ValueInfoProto tensor(String name, TensorProto.DataType type, String... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (String size : sizes) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(size));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }
}
