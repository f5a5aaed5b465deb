package io.playhead.deploy.bench.view;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.Progress;
import io.playhead.deploy.bench.Spread;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.ViewProcess;
import org.HdrHistogram.Histogram;

/**
 * Lookups of one view beside a bare handler, both on the first core, whoever asks on the second.
 *
 * @param viewPerSecond lookups a second
 * @param barePerSecond the bare handler's
 * @param ratio the one over the other, round by round
 * @param pace at which latencies were taken, lookups a second
 * @param p50Ms median at that pace, milliseconds, in each round
 * @param p99Ms what one in a hundred exceeds
 */
record Lookups(
    Spread viewPerSecond,
    Spread barePerSecond,
    Spread ratio,
    double pace,
    Spread p50Ms,
    Spread p99Ms) {
  private static final int CONNECTIONS = 16;
  private static final double WARM_UP_SLICE_SECONDS = 5;
  private static final double ROUND_SECONDS = 3;
  private static final double PACED_SECONDS = 5;

  static Lookups measure(
      LocalMode local, ViewProcess view, int members, int rounds, long seed, Progress progress) {
    int cores = Runtime.getRuntime().availableProcessors();
    ViewProcess bare = BareProcess.start(local, view);
    OneCore.pin(view.pid(), 0);
    OneCore.pin(bare.pid(), 0);
    OneCore.pin(ProcessHandle.current().pid(), 1);
    try (LookupLoad atView = new LookupLoad(view.port(), CONNECTIONS, members, seed);
        LookupLoad atBare = new LookupLoad(bare.port(), CONNECTIONS, members, seed)) {
      WarmUp warmUp = new WarmUp(view, bare);
      while (!warmUp.isDone()) {
        atView.perSecond(WARM_UP_SLICE_SECONDS);
        atBare.perSecond(WARM_UP_SLICE_SECONDS);
      }
      double[] viewRates = new double[rounds];
      double[] bareRates = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        viewRates[round] = atView.perSecond(ROUND_SECONDS);
        bareRates[round] = atBare.perSecond(ROUND_SECONDS);
        progress.at(round + 1L);
      }
      Spread rate = Spread.of(viewRates);
      // The median: a pace that the view kept in one lucky round is none that it can be held to.
      double pace = rate.median() / 2;
      atView.paced(pace, WARM_UP_SLICE_SECONDS); // who waits for lookups runs other code
      double[] p50Ms = new double[rounds];
      double[] p99Ms = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        Histogram latenciesUs = atView.paced(pace, PACED_SECONDS);
        p50Ms[round] = latenciesUs.getValueAtPercentile(50) / 1e3;
        p99Ms[round] = latenciesUs.getValueAtPercentile(99) / 1e3;
      }
      if (atView.failed() + atBare.failed() > 0) {
        throw CommandFailure.other(
            "%d lookups were not answered 200".formatted(atView.failed() + atBare.failed()));
      }
      return new Lookups(
          rate,
          Spread.of(bareRates),
          Spread.ofRatios(viewRates, bareRates),
          pace,
          Spread.of(p50Ms),
          Spread.of(p99Ms));
    } finally {
      bare.stop();
      OneCore.release(view.pid(), cores);
      OneCore.release(ProcessHandle.current().pid(), cores); // and what it starts from now on
    }
  }
}
