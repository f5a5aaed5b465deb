package io.playhead.deploy.bench;

import io.playhead.inference.ExecutionProvider;
import io.playhead.inference.MatrixProduct;
import io.playhead.inference.ProviderException;

/**
 * Multiply-adds a second that a provider reaches on large products of matrices in single precision:
 * what is possible there, as near as anybody gets. Chains of products, so that bringing the
 * matrices there and back hardly counts.
 */
final class ProviderSpeed {
  private static final int CPU_SIZE = 1_024;
  private static final int CPU_COUNT = 4;
  private static final int GPU_SIZE = 4_096;
  private static final int GPU_COUNT = 16;
  private static final long PART_NS = 1_000_000_000L;

  private ProviderSpeed() {}

  /**
   * In each part, of all threads together.
   *
   * @param threads that compute on the cores; a GPU takes one to fill
   */
  static double[] multiplyAddsPerSecond(ExecutionProvider provider, int threads, int parts) {
    int callers = provider.isCuda() ? 1 : threads;
    return ThreadSums.of("products of matrices", callers, parts, () -> oneThread(provider, parts));
  }

  private static double[] oneThread(ExecutionProvider provider, int parts)
      throws ProviderException {
    int size = provider.isCuda() ? GPU_SIZE : CPU_SIZE;
    int count = provider.isCuda() ? GPU_COUNT : CPU_COUNT;
    try (MatrixProduct product = MatrixProduct.on(provider, size, count)) {
      perSecond(product); // warms up
      double[] rates = new double[parts];
      for (int part = 0; part < parts; part++) {
        rates[part] = perSecond(product);
      }
      return rates;
    }
  }

  private static double perSecond(MatrixProduct product) {
    long startNs = System.nanoTime();
    double done = 0;
    while (System.nanoTime() - startNs < PART_NS) {
      product.run();
      done += product.multiplyAdds();
    }
    return done * 1e9 / (System.nanoTime() - startNs);
  }
}
