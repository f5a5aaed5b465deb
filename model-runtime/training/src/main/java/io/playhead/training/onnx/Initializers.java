package io.playhead.training.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Reads the weights back out of a graph that this package wrote. Stateless. */
public final class Initializers {
  private Initializers() {}

  /**
   * The float initializers of {@code model} by name, row-major.
   *
   * @throws IllegalArgumentException the bytes are no ONNX model
   */
  public static Map<String, float[]> floats(byte[] model) {
    return read(
        model,
        TensorProto.DataType.FLOAT,
        bytes -> {
          float[] values = new float[bytes.remaining() / Float.BYTES];
          bytes.asFloatBuffer().get(values);
          return values;
        });
  }

  /**
   * The 32-bit integer initializers of {@code model} by name.
   *
   * @throws IllegalArgumentException the bytes are no ONNX model
   */
  public static Map<String, int[]> ints(byte[] model) {
    return read(
        model,
        TensorProto.DataType.INT32,
        bytes -> {
          int[] values = new int[bytes.remaining() / Integer.BYTES];
          bytes.asIntBuffer().get(values);
          return values;
        });
  }

  private static <T> Map<String, T> read(
      byte[] model, TensorProto.DataType type, Function<ByteBuffer, T> values) {
    try {
      Map<String, T> weights = new HashMap<>();
      for (TensorProto tensor : ModelProto.parseFrom(model).getGraph().getInitializerList()) {
        if (tensor.getDataType() == type.getNumber()) {
          ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer();
          weights.put(tensor.getName(), values.apply(bytes.order(ByteOrder.LITTLE_ENDIAN)));
        }
      }
      return weights;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not an ONNX model: " + e.getMessage(), e);
    }
  }
}
