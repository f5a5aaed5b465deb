package io.playhead.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;

/**
 * The one ONNX Runtime of the process. Pinned: from 1.29.0 on it writes a device id and uploads on
 * creation, and an engine that holds members' histories sends nothing.
 */
final class OnnxRuntime {
  static final String VERSION = "1.28.0";

  private OnnxRuntime() {}

  /** The environment, or a refusal before any native code of another version has run. */
  static OrtEnvironment environment() {
    Package jar = OrtEnvironment.class.getPackage(); // Loads the class, does not initialise it.
    if ("onnxruntime".equals(jar.getImplementationTitle())) {
      requireVersion(jar.getImplementationVersion());
    }
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    requireVersion(environment.getVersion());
    return environment;
  }

  static void requireVersion(String actual) {
    if (!VERSION.equals(actual)) {
      throw new IllegalStateException(
          "ONNX Runtime is "
              + actual
              + ", this engine runs "
              + VERSION
              + " only; put that version on the class path");
    }
  }

  /** One thread per call, callers bring their own; shapes vary, so no plan of memory is kept. */
  static OrtSession.SessionOptions options(ExecutionProvider provider) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    try {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.addConfigEntry("session.inter_op.allow_spinning", "0");
      options.setMemoryPatternOptimization(false);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      if (provider.isCuda()) {
        addCuda(options, provider.device());
      }
      return options;
    } catch (OrtException e) {
      options.close();
      throw e;
    }
  }

  /** So that lists on a GPU are those on the cores, within the tolerance of golden outputs. */
  private static void addCuda(OrtSession.SessionOptions options, int device) throws OrtException {
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device)) {
      cuda.add("use_tf32", "0"); // On by default, and keeps 10 bits of 23.
      cuda.add("arena_extend_strategy", "kSameAsRequested"); // The other one doubles.
      options.addCUDA(cuda);
    }
    options.setDeterministicCompute(true);
  }
}
