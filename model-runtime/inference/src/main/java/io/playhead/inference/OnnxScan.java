package io.playhead.inference;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Walks the bytes of an ONNX file before ONNX Runtime sees them and refuses what could reach
 * outside the bundle: tensors with external data (a path), operators and functions of other domains
 * (custom code). Reads the protobuf wire format itself; the field numbers are those of onnx.proto.
 *
 * <pre>
 *   model: 7 graph, 8 operator set, 20 training, 25 function     operator set: 1 domain
 *   graph: 1 node, 5 tensor, 15 sparse tensor                    sparse tensor: 1, 2 tensor
 *   node: 5 attribute, 7 domain                                  tensor: 13 external data, 14 location
 *   attribute: 5, 10 tensor, 6, 11 graph, 22, 23 sparse tensor
 * </pre>
 */
final class OnnxScan {
  /** Control flow nests graphs; what this engine serves nests none. */
  private static final int DEPTH_MAX = 32;

  private static final String OPERATOR_DOMAIN = "ai.onnx";

  private enum Message {
    MODEL,
    GRAPH,
    NODE,
    ATTRIBUTE,
    TENSOR,
    SPARSE_TENSOR,
    OPERATOR_SET,
    DOMAIN,
    EXTERNAL,
    FUNCTION
  }

  private static final Map<Message, Map<Integer, Message>> CHILDREN =
      Map.of(
          Message.MODEL,
          Map.of(
              7,
              Message.GRAPH,
              8,
              Message.OPERATOR_SET,
              20,
              Message.FUNCTION,
              25,
              Message.FUNCTION),
          Message.GRAPH,
          Map.of(1, Message.NODE, 5, Message.TENSOR, 15, Message.SPARSE_TENSOR),
          Message.NODE,
          Map.of(5, Message.ATTRIBUTE, 7, Message.DOMAIN),
          Message.ATTRIBUTE,
          Map.of(
              5,
              Message.TENSOR,
              10,
              Message.TENSOR,
              6,
              Message.GRAPH,
              11,
              Message.GRAPH,
              22,
              Message.SPARSE_TENSOR,
              23,
              Message.SPARSE_TENSOR),
          Message.SPARSE_TENSOR,
          Map.of(1, Message.TENSOR, 2, Message.TENSOR),
          Message.TENSOR,
          Map.of(13, Message.EXTERNAL),
          Message.OPERATOR_SET,
          Map.of(1, Message.DOMAIN));

  private static final int TENSOR_DATA_LOCATION = 14;

  private final String file;
  private final byte[] bytes;
  private int at;
  private boolean hasGraph;

  private OnnxScan(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  static void check(String file, byte[] bytes) throws BundleException {
    OnnxScan scan = new OnnxScan(file, bytes);
    scan.message(Message.MODEL, bytes.length, 0);
    if (!scan.hasGraph) {
      throw new BundleException(file + " is no ONNX file: it has no graph");
    }
  }

  private void message(Message message, int end, int depth) throws BundleException {
    if (depth > DEPTH_MAX) {
      throw new BundleException(file + " nests graphs deeper than " + DEPTH_MAX);
    }
    Map<Integer, Message> children = CHILDREN.getOrDefault(message, Map.of());
    while (at < end) {
      long tag = varint(end);
      int field = (int) (tag >>> 3);
      switch ((int) (tag & 7)) {
        case 0 -> number(message, field, varint(end));
        case 1 -> skip(8, end);
        case 5 -> skip(4, end);
        case 2 -> {
          long length = varint(end);
          if (length < 0 || length > end - at) {
            throw broken();
          }
          field(children.get(field), at + (int) length, depth);
        }
        default -> throw broken();
      }
    }
  }

  private void field(Message child, int end, int depth) throws BundleException {
    if (child == null) {
      at = end;
    } else if (child == Message.EXTERNAL) {
      throw new BundleException(file + " has a tensor with external data; put the weights inside");
    } else if (child == Message.FUNCTION) {
      throw new BundleException(
          file + " has functions or training graphs; only plain graphs serve");
    } else if (child == Message.DOMAIN) {
      String domain = new String(bytes, at, end - at, StandardCharsets.UTF_8);
      if (!domain.isEmpty() && !domain.equals(OPERATOR_DOMAIN)) {
        throw new BundleException(
            file + " uses operators of domain '" + domain + "'; only plain ONNX operators serve");
      }
      at = end;
    } else {
      hasGraph |= child == Message.GRAPH;
      message(child, end, depth + 1);
    }
  }

  private void number(Message message, int field, long value) throws BundleException {
    if (message == Message.TENSOR && field == TENSOR_DATA_LOCATION && value != 0) {
      throw new BundleException(file + " has a tensor with external data; put the weights inside");
    }
  }

  private long varint(int end) throws BundleException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= end) {
        throw broken();
      }
      byte next = bytes[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw broken();
  }

  private void skip(int count, int end) throws BundleException {
    if (count > end - at) {
      throw broken();
    }
    at += count;
  }

  private BundleException broken() {
    return new BundleException(
        file + " is no ONNX file: it breaks off or is garbled at byte " + at);
  }
}
