package io.playhead.inference;

import java.io.Serializable;

/**
 * Where models run: on the cores, or on one GPU through CUDA. Chosen by configuration and never
 * swapped: what cannot be used is a {@link ProviderException}.
 *
 * @param kind which of the two
 * @param device index of the GPU among those that CUDA sees; 0 for the cores
 */
public record ExecutionProvider(Kind kind, int device) implements Serializable {
  /** The cores. */
  public static final ExecutionProvider CPU = new ExecutionProvider(Kind.CPU, 0);

  /** What models can run on. */
  public enum Kind {
    CPU,
    CUDA
  }

  /** Checks the device. */
  public ExecutionProvider {
    if (device < 0) {
      throw new IllegalArgumentException("GPU device=" + device + " must be at least 0.");
    }
    if (kind == Kind.CPU && device != 0) {
      throw new IllegalArgumentException(
          "GPU device=" + device + " is given, and provider=cpu uses none.");
    }
  }

  /** One GPU. */
  public static ExecutionProvider cuda(int device) {
    return new ExecutionProvider(Kind.CUDA, device);
  }

  /**
   * What a person asked for.
   *
   * @param name cpu or cuda
   * @param device of cuda
   */
  public static ExecutionProvider parse(String name, int device) {
    return switch (name) {
      case "cpu" -> new ExecutionProvider(Kind.CPU, device);
      case "cuda" -> cuda(device);
      default -> throw new IllegalArgumentException("provider=" + name + " must be cpu or cuda.");
    };
  }

  /** Whether it is a GPU. */
  public boolean isCuda() {
    return kind == Kind.CUDA;
  }

  /** As in metrics and messages: "cpu", "cuda:0". */
  @Override
  public String toString() {
    return isCuda() ? "cuda:" + device : "cpu";
  }
}
