package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.bench.GpuFigures.Way;
import io.playhead.inference.ExecutionProvider;
import io.playhead.inference.Model;
import io.playhead.inference.StepProbe;
import io.playhead.schemas.Title;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** Lists a second of one provider in every way, each in several rounds. One thread drives. */
final class ProviderRates {
  /** Members of a run with cached keys and values; the engine takes fewer the more they weigh. */
  private static final int[] CACHED_ROWS = {2, 16, 64};

  /** Windows of a batch; the engine encodes them one by one. */
  private static final int[] ANEW_ROWS = {1, 4, 16};

  /** Measurements of one provider, the products of matrices included. */
  static final int STEPS = 1 + CACHED_ROWS.length + ANEW_ROWS.length;

  private final ExecutionProvider provider;
  private final int threads;
  private final int rounds;
  private final Runnable measured;

  /**
   * Prepares.
   *
   * @param threads that call the provider
   * @param rounds of each measurement
   * @param measured called after each of {@link #STEPS}
   */
  ProviderRates(ExecutionProvider provider, int threads, int rounds, Runnable measured) {
    this.provider = provider;
    this.threads = threads;
    this.rounds = rounds;
    this.measured = measured;
  }

  GpuFigures.Provider measure(Path bundle, Collection<Title> titles) {
    Spread matrices = Spread.of(ProviderSpeed.multiplyAddsPerSecond(provider, threads, rounds));
    double peak = matrices.high(); // what disturbs a round says nothing of what is possible
    measured.run();
    List<Way> ways = new ArrayList<>();
    try (Model model = BenchModels.load(bundle, provider)) {
      BareSessions sessions = new BareSessions(model, titles, threads);
      StepArithmetic arithmetic =
          StepArithmetic.of(
              Files.readAllBytes(bundle.resolve("step.onnx")), model.width(), model.layers());
      double ofCached = arithmetic.ofMember(StepProbe.cached(model, 1)) / peak;
      for (int rows : CACHED_ROWS) {
        ways.add(way("cached", rows, sessions, () -> StepProbe.cached(model, rows), ofCached));
      }
      double ofAnew = arithmetic.ofMember(StepProbe.anew(model, 1)) / peak;
      for (int rows : ANEW_ROWS) {
        ways.add(way("anew", rows, sessions, () -> StepProbe.anew(model, rows), ofAnew));
      }
    } catch (IOException e) {
      throw CommandFailure.other("the model could not be read again: " + e.getMessage(), e);
    }
    Way cheapest =
        ways.stream().max(Comparator.comparing(way -> way.listsPerSecond().median())).get();
    return new GpuFigures.Provider(provider.toString(), threads, matrices, ways, cheapest);
  }

  private Way way(
      String name, int rows, BareSessions sessions, Supplier<StepProbe> steps, double ofMember) {
    double[] lists = sessions.listsPerSecond(rounds, steps);
    measured.run();
    Spread spread = Spread.of(lists);
    return new Way(name, rows, spread, spread.median() * ofMember, lists);
  }
}
