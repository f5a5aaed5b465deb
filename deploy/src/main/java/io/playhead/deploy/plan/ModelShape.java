package io.playhead.deploy.plan;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.bench.StepArithmetic;
import io.playhead.inference.BundleException;
import io.playhead.inference.BundleTrust;
import io.playhead.inference.ModelBundle;
import io.playhead.inference.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What of a model costs time and memory.
 *
 * @param modelId its id
 * @param width floats of a vector
 * @param layers of attention
 * @param entries of a full cache: exact tokens and summaries
 * @param stepMultiplyAdds of an event with a full cache: two tokens, as the newest is never cached
 * @param windowMultiplyAdds of an exact window encoded anew
 * @param stepBytes of step.onnx
 */
public record ModelShape(
    String modelId,
    int width,
    int layers,
    int entries,
    double stepMultiplyAdds,
    double windowMultiplyAdds,
    long stepBytes) {

  private static final int NEW_TOKENS = 2;

  /** Of the bundle in {@code folder}. */
  public static ModelShape of(Path folder) {
    try {
      ModelManifest manifest = ModelBundle.open(folder, BundleTrust.ANYONE).manifest();
      byte[] step = Files.readAllBytes(folder.resolve("step.onnx"));
      StepArithmetic arithmetic = StepArithmetic.of(step, manifest.width(), manifest.layers());
      int entries = manifest.windowLength() + manifest.windowBlocks() * manifest.windowSummaries();
      return new ModelShape(
          manifest.modelId(),
          manifest.width(),
          manifest.layers(),
          entries,
          arithmetic.ofMember(NEW_TOKENS, entries),
          arithmetic.ofMember(manifest.windowLength(), 0),
          step.length);
    } catch (BundleException e) {
      throw CommandFailure.badInput("--bundle: " + e.getMessage(), e);
    } catch (IOException e) {
      throw CommandFailure.badInput("--bundle=" + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Keys and values of a member with a full window, bytes. */
  public long cacheEntryBytes() {
    return 2L * layers * entries * width * Float.BYTES;
  }
}
