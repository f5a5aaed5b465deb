package io.playhead.training.onnx;

/** The versions that the graphs are written in. */
public final class OnnxVersions {
  /** Of the operators: layer normalisation needs 17, splitting into equal parts 18. */
  public static final int OPSET = 18;

  /** Of the file. */
  public static final int IR = 10;

  private OnnxVersions() {}
}
