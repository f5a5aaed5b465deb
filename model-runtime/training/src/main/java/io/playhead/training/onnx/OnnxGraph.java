package io.playhead.training.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * An ONNX graph in the making. Every value is called by its name; operators return the name of what
 * they make. All constants are initializers, so that a runtime can prepare them once. The same
 * calls make the same bytes.
 */
final class OnnxGraph {
  private static final TensorProto.DataType FLOAT = TensorProto.DataType.FLOAT;
  private static final TensorProto.DataType INT64 = TensorProto.DataType.INT64;

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Set<String> constants = new HashSet<>();
  private int valueCount;

  OnnxGraph(String name) {
    graph.setName(name);
  }

  /** An input of floats; dimensions that are no number are free. */
  String floats(String name, String... dimensions) {
    graph.addInput(value(name, FLOAT, dimensions));
    return name;
  }

  /** An input of 64-bit integers; dimensions that are no number are free. */
  String longs(String name, String... dimensions) {
    graph.addInput(value(name, INT64, dimensions));
    return name;
  }

  /** Declares {@code from} an output of floats by the name {@code name}. */
  void output(String name, String from, String... dimensions) {
    graph.addNode(NodeProto.newBuilder().setOpType("Identity").addInput(from).addOutput(name));
    graph.addOutput(value(name, FLOAT, dimensions));
  }

  /** An initializer of floats in row-major order. */
  String weight(String name, float[] values, long... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return initializer(name, FLOAT, bytes, shape);
  }

  /** A one-dimensional initializer of 32-bit integers. */
  String indices(String name, int[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    return initializer(name, TensorProto.DataType.INT32, bytes, values.length);
  }

  /** A one-dimensional initializer of 64-bit integers. */
  String vector(long... values) {
    return integers("vector_" + joined(values), values, values.length);
  }

  /** A 64-bit integer without dimensions. */
  String scalar(long value) {
    return integers("scalar_" + value, new long[] {value});
  }

  /** A float without dimensions. */
  String scalar(float value) {
    String name = "float_" + value;
    return constants.contains(name) ? name : weight(name, new float[] {value});
  }

  /** An operator with one output and no attributes. */
  String op(String type, String... inputs) {
    return op(type, Map.of(), inputs);
  }

  /** An operator with one output; attributes are integers ({@link Long}) or lists of them. */
  String op(String type, Map<String, Object> attributes, String... inputs) {
    return ops(1, type, attributes, inputs)[0];
  }

  /** An operator with several outputs. */
  String[] ops(int outputCount, String type, Map<String, Object> attributes, String... inputs) {
    NodeProto.Builder node =
        NodeProto.newBuilder().setOpType(type).addAllInput(Arrays.asList(inputs));
    attributes.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> node.addAttribute(attribute(entry.getKey(), entry.getValue())));
    String[] outputs = new String[outputCount];
    for (int i = 0; i < outputCount; i++) {
      outputs[i] = type + "_" + valueCount++;
      node.addOutput(outputs[i]);
    }
    graph.addNode(node.setName(outputs[0]));
    return outputs;
  }

  /** The finished model with where it came from. */
  byte[] toBytes(Map<String, String> provenance) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(OnnxVersions.IR)
            .setProducerName("playhead")
            .addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain("").setVersion(OnnxVersions.OPSET))
            .setGraph(graph);
    provenance.forEach(
        (key, text) ->
            model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(text)));
    return model.build().toByteArray();
  }

  private String integers(String name, long[] values, long... shape) {
    if (constants.contains(name)) {
      return name;
    }
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return initializer(name, INT64, bytes, shape);
  }

  private String initializer(
      String name, TensorProto.DataType type, ByteBuffer bytes, long... shape) {
    if (!constants.add(name)) {
      throw new IllegalArgumentException("There is already an initializer " + name + ".");
    }
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    LongStream.of(shape).forEach(tensor::addDims);
    graph.addInitializer(tensor);
    return name;
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof Long number) {
      return attribute.setType(AttributeProto.AttributeType.INT).setI(number).build();
    }
    attribute.setType(AttributeProto.AttributeType.INTS);
    LongStream.of((long[]) value).forEach(attribute::addInts);
    return attribute.build();
  }

  private static ValueInfoProto value(
      String name, TensorProto.DataType type, String... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (String dimension : dimensions) {
      TensorShapeProto.Dimension.Builder builder = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(
          Character.isDigit(dimension.charAt(0))
              ? builder.setDimValue(Long.parseLong(dimension))
              : builder.setDimParam(dimension));
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static String joined(long[] values) {
    return LongStream.of(values).mapToObj(Long::toString).collect(Collectors.joining("_"));
  }
}
