package io.playhead.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a provider, before any model is loaded, for what it will have to do: a real session is made
 * on it and run, and its answer checked. What the library says it was built with is no proof that
 * it works. Any thread; some milliseconds, the first time those of loading the library.
 */
public final class ProviderProbe {
  private static final int SIZE = 64;
  private static final Pattern TOLD =
      Pattern.compile("^.*?(?: with error: |(?=CUDA failure |CUDNN failure ))(.*?)(?: ; GPU=.*)?$");
  private static final String ON_THE_CORES = "or ask for provider cpu";

  private ProviderProbe() {}

  /** Throws one sentence where {@code provider} cannot be used on this machine. */
  public static void check(ExecutionProvider provider) throws ProviderException {
    check(provider, ProductGraph.of(SIZE, 1));
  }

  static void check(ExecutionProvider provider, byte[] graph) throws ProviderException {
    try {
      OnnxRuntime.environment();
      requireBuiltIn(provider, OrtEnvironment.getAvailableProviders());
      try (MatrixProduct product = new MatrixProduct(provider, SIZE, 1, graph)) {
        product.run();
        if (!product.isRight()) {
          throw new ProviderException(
              "Provider "
                  + provider
                  + " was asked for, and multiplies matrices wrongly: see to the machine and its"
                  + " libraries, "
                  + ON_THE_CORES,
              null);
        }
      }
    } catch (OrtException | IllegalStateException | LinkageError e) {
      throw unusable(provider, e);
    }
  }

  /** Whether the library that is there has the provider at all. */
  static void requireBuiltIn(ExecutionProvider provider, Set<OrtProvider> available)
      throws ProviderException {
    if (provider.isCuda() && !available.contains(OrtProvider.CUDA)) {
      throw new ProviderException(
          "Provider "
              + provider
              + " was asked for, and the ONNX Runtime here is built for "
              + available
              + " only: build with mvn -Pgpu -DskipTests package, "
              + ON_THE_CORES,
          null);
    }
  }

  /** The refusal for what a provider or the library threw. */
  static ProviderException unusable(ExecutionProvider provider, Throwable failure) {
    String remedy =
        provider.isCuda()
            ? "CUDA 13 and cuDNN 9 must be on LD_LIBRARY_PATH and nvidia-smi -L must list GPU "
                + provider.device()
                + ", "
                + ON_THE_CORES
            : "ONNX Runtime's library for this machine must be in its jar, or in the folder that"
                + " onnxruntime.native.path names";
    return new ProviderException(
        "Provider "
            + provider
            + " was asked for, and does not work here ("
            + reason(failure)
            + "): "
            + remedy,
        failure);
  }

  /** What CUDA or the loader said, without what ONNX Runtime says of its own sources around it. */
  static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage() == null ? root.toString() : root.getMessage();
    Matcher told = TOLD.matcher(message.strip().replaceAll("\\s*\\R\\s*", " "));
    return told.replaceFirst("$1");
  }
}
