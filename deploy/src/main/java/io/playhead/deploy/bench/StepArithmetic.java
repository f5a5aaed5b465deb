package io.playhead.deploy.bench;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import io.playhead.inference.StepProbe;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many multiply-adds a member costs in a step: those of the graph's matrices and of attention
 * over full windows, nothing else. The last layer is counted as keys and values of all new tokens
 * and the rest for the newest alone, which is all that the trainer's graphs compute there.
 *
 * @param weights floats of all matrices that tokens are multiplied with
 * @param width floats per vector
 * @param layers of attention
 */
public record StepArithmetic(long weights, int width, int layers) {

  /** Of the step.onnx of a model of this shape. */
  public static StepArithmetic of(byte[] step, int width, int layers) {
    OnnxMl.GraphProto graph;
    try {
      graph = OnnxMl.ModelProto.parseFrom(step).getGraph();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("step.onnx served and is no ONNX file", e);
    }
    Set<String> tables =
        graph.getNodeList().stream()
            .filter(node -> node.getOpType().equals("Gather"))
            .map(node -> node.getInput(0))
            .collect(Collectors.toSet());
    long weights =
        graph.getInitializerList().stream()
            .filter(tensor -> tensor.getDimsCount() == 2 && !tables.contains(tensor.getName()))
            .filter(tensor -> tensor.getDims(0) >= width && tensor.getDims(1) >= width)
            .mapToLong(tensor -> tensor.getDims(0) * tensor.getDims(1))
            .sum();
    return new StepArithmetic(weights, width, layers);
  }

  /** Multiply-adds of one member in a batch of this shape. */
  double ofMember(StepProbe batch) {
    return ofMember(batch.newTokens(), batch.pastEntries());
  }

  /** Multiply-adds of one member with so many new tokens behind so many entries. */
  public double ofMember(int newTokens, int pastEntries) {
    double ofLayer = (double) weights / layers;
    double keysAndValues = 2.0 * width * width;
    double attention = 2.0 * width * (pastEntries + newTokens); // of one query
    return (layers - 1) * newTokens * (ofLayer + attention)
        + newTokens * keysAndValues
        + (ofLayer - keysAndValues)
        + attention;
  }
}
