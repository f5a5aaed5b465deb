package io.playhead.deploy.bench.view;

import io.playhead.deploy.bench.ProcessThreads;
import io.playhead.deploy.local.ViewProcess;
import java.time.Duration;

/**
 * Says when two servers on one core have been compiled: a compiler takes up to half of the core
 * from both, for half a minute or more, and in a later round of the one it may be the other's.
 */
final class WarmUp {
  /** Share of the core, under which compilers take nothing worth speaking of. */
  private static final double COMPILING_MAX = .03;

  private static final long LIMIT_NS = Duration.ofSeconds(120).toNanos();

  private final ViewProcess one;
  private final ViewProcess other;
  private final long startNs = System.nanoTime();
  private long sinceNs = startNs;
  private long compiledNs;
  private boolean begun;

  WarmUp(ViewProcess one, ViewProcess other) {
    this.one = one;
    this.other = other;
  }

  /**
   * Whether hardly anything was compiled since this was asked last; after two minutes in any case.
   */
  boolean isDone() {
    long nowNs = System.nanoTime();
    long allNs = ProcessThreads.compilerNs(one.pid()) + ProcessThreads.compilerNs(other.pid());
    boolean quiet = begun && allNs - compiledNs < COMPILING_MAX * (nowNs - sinceNs);
    begun = true;
    sinceNs = nowNs;
    compiledNs = allNs;
    return quiet || nowNs - startNs > LIMIT_NS;
  }
}
