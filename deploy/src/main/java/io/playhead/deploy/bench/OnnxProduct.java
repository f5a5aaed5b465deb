package io.playhead.deploy.bench;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Exact search as one would write it with ONNX Runtime: one product of the members' vectors with
 * all titles' vectors, which are an input, then TopK. What retrieval is held against. One thread a
 * session, the buffers outside the Java heap.
 *
 * <pre>
 *   members f32 [B, d]   titles f32 [N, d]   ->   scores f32 [B, k]   places i64 [B, k]
 * </pre>
 */
final class OnnxProduct implements AutoCloseable {
  private static final int OPSET = 18;
  private static final int IR_VERSION = 10;

  private final OrtEnvironment environment =
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
  private final OrtSession session;
  private final OnnxTensor titles;
  private final int width;

  /**
   * A session over these titles.
   *
   * @param titleVectors row-major [titleCount, width]
   * @param k titles for each member
   */
  OnnxProduct(float[] titleVectors, int width, int k) {
    this.width = width;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      session = environment.createSession(graph(k), options);
      titles =
          OnnxTensor.createTensor(
              environment, direct(titleVectors), new long[] {titleVectors.length / width, width});
    } catch (OrtException e) {
      throw new IllegalStateException("the product could not be made: " + e.getMessage(), e);
    }
  }

  /** The places of each member's best titles, best first: [member][k]. */
  long[][] search(List<float[]> memberVectors) {
    float[] members = new float[memberVectors.size() * width];
    for (int i = 0; i < memberVectors.size(); i++) {
      System.arraycopy(memberVectors.get(i), 0, members, i * width, width);
    }
    long[] shape = {memberVectors.size(), width};
    try (OnnxTensor input = OnnxTensor.createTensor(environment, direct(members), shape);
        OrtSession.Result result = session.run(Map.of("members", input, "titles", titles))) {
      return (long[][]) result.get("places").orElseThrow().getValue();
    } catch (OrtException e) {
      throw new IllegalStateException("the product failed: " + e.getMessage(), e);
    }
  }

  private static FloatBuffer direct(float[] values) {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(values.length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    return buffer.put(values).rewind();
  }

  private static byte[] graph(int k) {
    OnnxMl.GraphProto graph =
        OnnxMl.GraphProto.newBuilder()
            .setName("product")
            .addInput(tensor("members", OnnxMl.TensorProto.DataType.FLOAT))
            .addInput(tensor("titles", OnnxMl.TensorProto.DataType.FLOAT))
            .addInitializer(
                OnnxMl.TensorProto.newBuilder()
                    .setName("k")
                    .setDataType(OnnxMl.TensorProto.DataType.INT64_VALUE)
                    .addDims(1)
                    .addInt64Data(k))
            .addNode(
                OnnxMl.NodeProto.newBuilder()
                    .setOpType("Gemm")
                    .addInput("members")
                    .addInput("titles")
                    .addOutput("products")
                    .addAttribute(
                        OnnxMl.AttributeProto.newBuilder()
                            .setName("transB")
                            .setType(OnnxMl.AttributeProto.AttributeType.INT)
                            .setI(1)))
            .addNode(
                OnnxMl.NodeProto.newBuilder()
                    .setOpType("TopK")
                    .addInput("products")
                    .addInput("k")
                    .addOutput("scores")
                    .addOutput("places"))
            .addOutput(tensor("scores", OnnxMl.TensorProto.DataType.FLOAT))
            .addOutput(tensor("places", OnnxMl.TensorProto.DataType.INT64))
            .build();
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static OnnxMl.ValueInfoProto tensor(String name, OnnxMl.TensorProto.DataType type) {
    OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
    for (String size : List.of("rows", "columns")) {
      shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam(name + "_" + size));
    }
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            OnnxMl.TypeProto.newBuilder()
                .setTensorType(
                    OnnxMl.TypeProto.Tensor.newBuilder()
                        .setElemType(type.getNumber())
                        .setShape(shape)))
        .build();
  }

  @Override
  public void close() {
    titles.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the product could not be closed", e);
    }
  }
}
