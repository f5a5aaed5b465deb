package io.playhead.deploy.bench;

import io.playhead.inference.Catalogue;
import io.playhead.inference.Model;
import io.playhead.inference.StepProbe;
import io.playhead.schemas.Title;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * What ONNX Runtime alone does with batches of the engine's size: a step with full caches, then the
 * product with all titles, on as many threads as the job has subtasks. Nothing is read, kept or
 * written, so no engine can have more lists a second.
 */
final class BareSessions {
  static final int ROWS = 64;
  private static final int TITLES_ON_A_PAGE = 50;
  private static final long PART_NS = 1_500_000_000L;

  private final Model model;
  private final float[] titleVectors;
  private final int threads;

  BareSessions(Model model, Collection<Title> titles, int threads) {
    this.model = model;
    this.threads = threads;
    Catalogue catalogue = Catalogue.of(model, titles);
    this.titleVectors = new float[catalogue.size() * model.width()];
    for (int i = 0; i < catalogue.size(); i++) {
      System.arraycopy(catalogue.scoreVector(i), 0, titleVectors, i * model.width(), model.width());
    }
  }

  Model model() {
    return model;
  }

  /** Lists a second in each part, in batches of that shape. */
  double[] listsPerSecond(int parts, Supplier<StepProbe> steps) {
    return ThreadSums.of("bare sessions", threads, parts, oneThread(parts, steps));
  }

  private Callable<double[]> oneThread(int parts, Supplier<StepProbe> steps) {
    return () -> {
      StepProbe step = steps.get();
      try (OnnxProduct product = new OnnxProduct(titleVectors, model.width(), TITLES_ON_A_PAGE)) {
        perSecond(step, product); // warms up
        double[] rates = new double[parts];
        for (int part = 0; part < parts; part++) {
          rates[part] = perSecond(step, product);
        }
        return rates;
      }
    };
  }

  private static double perSecond(StepProbe step, OnnxProduct product) {
    long startNs = System.nanoTime();
    long lists = 0;
    while (System.nanoTime() - startNs < PART_NS) {
      product.search(step.run());
      lists += step.rows();
    }
    return lists * 1e9 / (System.nanoTime() - startNs);
  }
}
