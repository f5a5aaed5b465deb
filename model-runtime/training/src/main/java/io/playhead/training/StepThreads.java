package io.playhead.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The gradient of a step, computed in parts: each thread reads the shared weights, takes every n-th
 * window, and has chance and gradients of its own, so the same number of threads gives the same sum
 * whichever ends first. Where all titles compete, their vectors are computed once, by the caller,
 * and the threads' gradients by them go back through the tower together.
 */
final class StepThreads implements AutoCloseable {
  private final List<Parameters> weights = new ArrayList<>();
  private final List<SoftmaxLoss> losses = new ArrayList<>();
  private final ExecutorService threads;

  /**
   * Starts {@code count} threads.
   *
   * @param weights get the gradient
   * @param loss a loss of its own for each seed
   */
  StepThreads(Parameters weights, int count, long seed, LongFunction<SoftmaxLoss> loss) {
    for (int part = 0; part < count; part++) {
      this.weights.add(part == 0 ? weights : weights.sharing());
      losses.add(loss.apply(seed + part));
    }
    threads = Executors.newFixedThreadPool(count, StepThreads::thread);
    openblas_nolapack.blas_set_num_threads(1);
  }

  /** What chance decides from here on, the epoch decides; between steps only. */
  void startEpoch(int epoch) {
    losses.forEach(loss -> loss.startEpoch(epoch));
  }

  /** A mean over {@code targets} predictions. */
  record MeanLoss(double mean, long targets) {}

  /**
   * Leaves the gradient of the mean loss of {@code windows}, each with a target, at the weights.
   */
  MeanLoss gradient(List<TrainingWindow> windows) {
    int count = Math.min(weights.size(), windows.size());
    weights.get(0).learned().values().forEach(t -> t.mutable_grad().reset());
    TitleTower.Repeated titles = losses.get(0).titles();
    TitleTower.Vectors vectors = titles == null ? null : titles.forward(weights.get(0));
    List<TitleTower.Vectors> cut = new ArrayList<>();
    List<Future<MeanLoss>> running = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int part = i;
      cut.add(titles == null ? null : vectors.cut());
      running.add(
          threads.submit(() -> backward(part, everyNth(windows, part, count), cut.get(part))));
    }
    List<MeanLoss> parts = running.stream().map(StepThreads::await).toList();
    long all = parts.stream().mapToLong(MeanLoss::targets).sum();
    double loss = 0;
    Tensor input = null;
    Tensor score = null;
    for (int part = 0; part < count; part++) {
      double share = (double) parts.get(part).targets() / all;
      loss += share * parts.get(part).mean();
      addGradient(part, share);
      if (titles != null) {
        input = sum(input, cut.get(part).input(), share);
        score = sum(score, cut.get(part).score(), share);
      }
    }
    if (titles != null) {
      titles.backward(weights.get(0), input, score);
    }
    weights.get(0).learned().values().forEach(StepThreads::completeGradient);
    return new MeanLoss(loss, all);
  }

  /** Ends the threads; they keep no process alive. */
  @Override
  public void close() {
    threads.shutdown();
  }

  @SuppressWarnings("try") // a scope is closed, not read
  private MeanLoss backward(int part, List<TrainingWindow> windows, TitleTower.Vectors titles) {
    try (PointerScope scope = new PointerScope()) {
      WindowBatch batch = WindowBatch.training(windows);
      Parameters own = weights.get(part);
      if (part > 0) {
        own.learned().values().forEach(t -> t.mutable_grad().reset());
      }
      SoftmaxLoss.Loss mean = losses.get(part).of(own, batch, titles);
      mean.root().backward();
      return new MeanLoss(mean.value(), batch.targets().length);
    }
  }

  /** Whatever a batch does not touch has the gradient 0: no older blocks, no summary vectors. */
  private static void completeGradient(Tensor parameter) {
    if (!parameter.grad().defined()) {
      parameter.mutable_grad().put(torch.zeros_like(parameter));
    }
  }

  /** Part 0 has its gradient at the weights already. */
  @SuppressWarnings("try") // a scope is closed, not read
  private void addGradient(int part, double share) {
    Scalar scalar = new Scalar(share);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      weights
          .get(part)
          .learned()
          .forEach(
              (name, t) -> {
                Tensor sum = weights.get(0).get(name).mutable_grad();
                if (!t.grad().defined()) {
                  return;
                }
                if (part == 0) {
                  sum.mul_(scalar);
                } else if (sum.defined()) {
                  sum.add_(t.grad(), scalar);
                } else {
                  sum.put(Tensors.scaled(t.grad(), share));
                }
              });
    }
  }

  /** Adds a part's gradient by the titles to that of the parts before. */
  private static Tensor sum(Tensor before, Tensor titles, double share) {
    Tensor own = Tensors.scaled(titles.grad(), share);
    return before == null ? own : before.add(own);
  }

  private static List<TrainingWindow> everyNth(List<TrainingWindow> windows, int first, int n) {
    List<TrainingWindow> some = new ArrayList<>();
    for (int i = first; i < windows.size(); i += n) {
      some.add(windows.get(i));
    }
    return some;
  }

  private static Thread thread(Runnable task) {
    Runnable alone =
        () -> {
          torch.set_num_threads(1); // of this thread's operations
          task.run();
        };
    Thread thread = new Thread(alone, "train");
    thread.setDaemon(true);
    return thread;
  }

  private static MeanLoss await(Future<MeanLoss> part) {
    try {
      return part.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("Training was interrupted.");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }
}
