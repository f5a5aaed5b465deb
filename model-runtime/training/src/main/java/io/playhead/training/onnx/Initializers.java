package io.playhead.training.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** Reads the weights back out of a graph that this package wrote. Stateless. */
public final class Initializers {
  private Initializers() {}

  /**
   * The float initializers of {@code model} by name, row-major.
   *
   * @throws IllegalArgumentException the bytes are no ONNX model
   */
  public static Map<String, float[]> floats(byte[] model) {
    try {
      Map<String, float[]> weights = new HashMap<>();
      for (TensorProto tensor : ModelProto.parseFrom(model).getGraph().getInitializerList()) {
        if (tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber()) {
          float[] values = new float[tensor.getRawData().size() / Float.BYTES];
          tensor
              .getRawData()
              .asReadOnlyByteBuffer()
              .order(ByteOrder.LITTLE_ENDIAN)
              .asFloatBuffer()
              .get(values);
          weights.put(tensor.getName(), values);
        }
      }
      return weights;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not an ONNX model: " + e.getMessage(), e);
    }
  }
}
