package io.playhead.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;

/**
 * Products of square matrices in a session of their own: whether a provider computes rightly, and
 * how fast at best. One thread; close it after the last run.
 *
 * <p>The right matrix moves columns by one place, so the answer is known to the last bit. The left
 * one's values need more digits than reduced precision has: 1 + k / 4096.
 */
public final class MatrixProduct implements AutoCloseable {
  private static final int STEPS = 4096;

  private final int size;
  private final int count;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final FloatBuffer left;
  private final FloatBuffer right;
  private final FloatBuffer product;

  /**
   * Opens the session.
   *
   * @param size rows and columns
   * @param count products of a run, each of the one before with the same matrix
   */
  public static MatrixProduct on(ExecutionProvider provider, int size, int count)
      throws ProviderException {
    try {
      return new MatrixProduct(provider, size, count, ProductGraph.of(size, count));
    } catch (OrtException e) {
      throw ProviderProbe.unusable(provider, e);
    }
  }

  MatrixProduct(ExecutionProvider provider, int size, int count, byte[] graph) throws OrtException {
    this.size = size;
    this.count = count;
    this.environment = OnnxRuntime.environment();
    try (OrtSession.SessionOptions options = OnnxRuntime.options(provider)) {
      if (provider.isCuda()) { // A product has no part that belongs on the cores.
        options.addConfigEntry("session.disable_cpu_ep_fallback", "1");
      }
      this.session = environment.createSession(graph, options);
    }
    this.left = Direct.floats(size * size);
    this.right = Direct.floats(size * size);
    this.product = Direct.floats(size * size);
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        left.put(row * size + column, value(row, column));
      }
      right.put(row * size + (row + 1) % size, 1);
    }
  }

  /** Computes all products once. */
  public void run() {
    try (Tensors in = new Tensors(environment);
        Tensors out = new Tensors(environment)) {
      in.add(ProductGraph.LEFT, left, size, size);
      in.add(ProductGraph.RIGHT, right, size, size);
      out.add(ProductGraph.PRODUCT, product, size, size);
      session.run(in.byName(), out.byName()).close(); // Pinned outputs stay with their owner.
    } catch (OrtException e) {
      throw new IllegalStateException("a product of matrices failed: " + e.getMessage(), e);
    }
  }

  /** Whether the last run's answer is the right one, to the last bit. */
  public boolean isRight() {
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        if (product.get(row * size + (column + count) % size) != value(row, column)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Multiply-adds of one run. */
  public double multiplyAdds() {
    return (double) size * size * size * count;
  }

  private float value(int row, int column) {
    return 1 + (float) ((row * size + column) % STEPS) / STEPS;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("a product of matrices could not be closed", e);
    }
  }
}
