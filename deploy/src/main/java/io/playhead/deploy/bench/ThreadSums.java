package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same measurement on several threads at once, added up part by part. */
final class ThreadSums {
  private ThreadSums() {}

  /**
   * Waits for all of them.
   *
   * @param what is measured, for a sentence
   * @param one gives one thread's figure of each part
   */
  static double[] of(String what, int threads, int parts, Callable<double[]> one) {
    double[] sums = new double[parts];
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<double[]>> all = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        all.add(executor.submit(one));
      }
      for (Future<double[]> future : all) {
        double[] figures = future.get();
        for (int part = 0; part < parts; part++) {
          sums[part] += figures[part];
        }
      }
      return sums;
    } catch (ExecutionException e) {
      throw CommandFailure.other(what + " failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("interrupted: " + what, e);
    } finally {
      executor.shutdownNow();
    }
  }
}
