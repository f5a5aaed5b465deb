package io.playhead.inference;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Writes a graph of plain ONNX operators, node by node; names its own values. Test fixture. */
final class OnnxGraph {
  private static final int OPSET = 18;
  private static final int IR_VERSION = 10;

  private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("tiny");
  private final Random random;
  private int names;

  OnnxGraph(long seed) {
    this.random = new Random(seed);
  }

  /** Inputs and outputs as {@code signature} has them, open sizes named after their tensor. */
  void declare(Signature signature) {
    signature.inputs().values().forEach(tensor -> graph.addInput(info(tensor)));
    signature.outputs().values().forEach(tensor -> graph.addOutput(info(tensor)));
  }

  String node(String operator, String... inputs) {
    return node(operator, new OnnxMl.AttributeProto[0], inputs);
  }

  String node(String operator, OnnxMl.AttributeProto attribute, String... inputs) {
    return node(operator, new OnnxMl.AttributeProto[] {attribute}, inputs);
  }

  /** Gives a value the name of a graph output. */
  void output(String name, String value) {
    graph.addNode(
        OnnxMl.NodeProto.newBuilder()
            .setOpType("Identity")
            .setName("output_" + name)
            .addInput(value)
            .addOutput(name));
  }

  /** A constant of random floats, normal with the given deviation. */
  String weights(double deviation, int... shape) {
    int count = 1;
    for (int size : shape) {
      count *= size;
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return floats(values, shape);
  }

  String floats(float[] values, int... shape) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      raw.putFloat(value);
    }
    return constant(OnnxMl.TensorProto.DataType.FLOAT, raw, shape);
  }

  String scalar(float value) {
    return floats(new float[] {value});
  }

  String longs(long... values) {
    return longs(values, new int[] {values.length});
  }

  String longScalar(long value) {
    return longs(new long[] {value}, new int[0]);
  }

  byte[] toBytes() {
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("playhead-test")
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  static OnnxMl.AttributeProto attribute(String name, long value) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static OnnxMl.AttributeProto attribute(String name, long... values) {
    OnnxMl.AttributeProto.Builder attribute =
        OnnxMl.AttributeProto.newBuilder()
            .setName(name)
            .setType(OnnxMl.AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  private String node(String operator, OnnxMl.AttributeProto[] attributes, String... inputs) {
    OnnxMl.NodeProto.Builder node =
        OnnxMl.NodeProto.newBuilder().setOpType(operator).setName("node_" + names);
    for (OnnxMl.AttributeProto attribute : attributes) {
      node.addAttribute(attribute);
    }
    for (String input : inputs) {
      node.addInput(input);
    }
    String output = "value_" + names++;
    graph.addNode(node.addOutput(output));
    return output;
  }

  private String longs(long[] values, int[] shape) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      raw.putLong(value);
    }
    return constant(OnnxMl.TensorProto.DataType.INT64, raw, shape);
  }

  private String constant(OnnxMl.TensorProto.DataType type, ByteBuffer raw, int... shape) {
    String name = "constant_" + names++;
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
    for (int size : shape) {
      tensor.addDims(size);
    }
    graph.addInitializer(tensor.setRawData(ByteString.copyFrom(raw.array())));
    return name;
  }

  private static OnnxMl.ValueInfoProto info(Signature.Tensor tensor) {
    OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
    for (int i = 0; i < tensor.shape().length; i++) {
      OnnxMl.TensorShapeProto.Dimension.Builder size =
          OnnxMl.TensorShapeProto.Dimension.newBuilder();
      if (tensor.shape()[i] < 0) {
        size.setDimParam(tensor.name() + "_" + i);
      } else {
        size.setDimValue(tensor.shape()[i]);
      }
      shape.addDim(size);
    }
    boolean floats = tensor.type() == ai.onnxruntime.OnnxJavaType.FLOAT;
    int type =
        (floats ? OnnxMl.TensorProto.DataType.FLOAT : OnnxMl.TensorProto.DataType.INT64)
            .getNumber();
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(tensor.name())
        .setType(
            OnnxMl.TypeProto.newBuilder()
                .setTensorType(
                    OnnxMl.TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
        .build();
  }
}
