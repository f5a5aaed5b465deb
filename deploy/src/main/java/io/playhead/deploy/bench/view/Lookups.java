package io.playhead.deploy.bench.view;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.Progress;
import io.playhead.deploy.bench.Spread;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.ViewProcess;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Lookups of one view beside bare handlers, all on the first core, whoever asks on the second.
 *
 * @param viewPerSecond lookups a second
 * @param javalinPerSecond a bare handler's of the library that the view's handlers are written for
 * @param jettyPerSecond a bare handler's of the server below it, which plain lookups are answered
 *     by
 * @param overJavalin the view over the one, round by round
 * @param overJetty the view over the other
 * @param pace at which latencies were taken, lookups a second
 * @param latencies the view's at that pace
 * @param jettyLatencies the bare server's at the same pace, in turns: what the machine does to any
 */
record Lookups(
    Spread viewPerSecond,
    Spread javalinPerSecond,
    Spread jettyPerSecond,
    Spread overJavalin,
    Spread overJetty,
    double pace,
    Latencies latencies,
    Latencies jettyLatencies) {
  private static final int CONNECTIONS = 16;
  private static final double WARM_UP_SLICE_SECONDS = 4;
  private static final double ROUND_SECONDS = 2;
  private static final double PACED_SECONDS = 5;

  /** Servers and who asks run other code while they wait for each other, and compile it. */
  private static final int PACED_WARM_UP_ROUNDS = 4;

  /**
   * Of lookups at a pace, in each round, milliseconds.
   *
   * @param p50Ms medians
   * @param p99Ms what one in a hundred exceeds
   */
  record Latencies(Spread p50Ms, Spread p99Ms) {}

  static Lookups measure(
      LocalMode local, ViewProcess view, int members, int rounds, long seed, Progress progress) {
    int cores = Runtime.getRuntime().availableProcessors();
    ViewProcess javalin = BareProcess.start(local, view, "javalin");
    ViewProcess jetty = BareProcess.start(local, view, "jetty");
    List<ViewProcess> servers = List.of(view, javalin, jetty);
    servers.forEach(server -> OneCore.pin(server.pid(), 0));
    OneCore.pin(ProcessHandle.current().pid(), 1);
    List<LookupLoad> loads = new ArrayList<>();
    try {
      servers.forEach(s -> loads.add(new LookupLoad(s.port(), CONNECTIONS, members, seed)));
      WarmUp warmUp = new WarmUp(servers);
      while (!warmUp.isDone()) {
        loads.forEach(load -> load.perSecond(WARM_UP_SLICE_SECONDS));
      }
      Lookups lookups = measure(loads, rounds, progress);
      long failed = loads.stream().mapToLong(LookupLoad::failed).sum();
      if (failed > 0) {
        throw CommandFailure.other("%d lookups were not answered 200".formatted(failed));
      }
      return lookups;
    } finally {
      loads.forEach(LookupLoad::close);
      javalin.stop();
      jetty.stop();
      OneCore.release(view.pid(), cores);
      OneCore.release(ProcessHandle.current().pid(), cores); // and what it starts from now on
    }
  }

  /** Of view, Javalin and Jetty, in this order. */
  private static Lookups measure(List<LookupLoad> loads, int rounds, Progress progress) {
    double[][] perSecond = new double[loads.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < perSecond.length; i++) {
        perSecond[i][round] = loads.get(i).perSecond(ROUND_SECONDS);
      }
      progress.at(round + 1L);
    }
    Spread view = Spread.of(perSecond[0]);
    // The median: a pace that the view kept in one lucky round is none that it can be held to.
    double pace = view.median() / 2;
    Rounds ofView = new Rounds(rounds);
    Rounds ofJetty = new Rounds(rounds);
    for (int round = -PACED_WARM_UP_ROUNDS; round < rounds; round++) {
      ofView.take(round, loads.get(0).paced(pace, PACED_SECONDS));
      ofJetty.take(round, loads.get(2).paced(pace, PACED_SECONDS));
    }
    return new Lookups(
        view,
        Spread.of(perSecond[1]),
        Spread.of(perSecond[2]),
        Spread.ofRatios(perSecond[0], perSecond[1]),
        Spread.ofRatios(perSecond[0], perSecond[2]),
        pace,
        ofView.latencies(),
        ofJetty.latencies());
  }

  private static final class Rounds {
    private final double[] p50Ms;
    private final double[] p99Ms;

    Rounds(int rounds) {
      p50Ms = new double[rounds];
      p99Ms = new double[rounds];
    }

    void take(int round, Histogram latenciesUs) {
      if (round >= 0) {
        p50Ms[round] = latenciesUs.getValueAtPercentile(50) / 1e3;
        p99Ms[round] = latenciesUs.getValueAtPercentile(99) / 1e3;
      }
    }

    Latencies latencies() {
      return new Latencies(Spread.of(p50Ms), Spread.of(p99Ms));
    }
  }
}
