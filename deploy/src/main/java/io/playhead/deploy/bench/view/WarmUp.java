package io.playhead.deploy.bench.view;

import io.playhead.deploy.bench.ProcessThreads;
import io.playhead.deploy.local.ViewProcess;
import java.time.Duration;
import java.util.List;

/**
 * Says when servers on one core have been compiled: a compiler takes up to half of the core from
 * all, for half a minute or more, and in a later round of the one it may be another's.
 */
final class WarmUp {
  /** Share of the core, under which compilers take nothing worth speaking of. */
  private static final double COMPILING_MAX = .03;

  private static final long LIMIT_NS = Duration.ofSeconds(180).toNanos();

  private final List<ViewProcess> servers;
  private final long startNs = System.nanoTime();
  private long sinceNs = startNs;
  private long compiledNs;
  private boolean begun;

  WarmUp(List<ViewProcess> servers) {
    this.servers = servers;
  }

  /**
   * Whether hardly anything was compiled since this was asked last; after three minutes in any
   * case.
   */
  boolean isDone() {
    long nowNs = System.nanoTime();
    long allNs = servers.stream().mapToLong(s -> ProcessThreads.compilerNs(s.pid())).sum();
    boolean quiet = begun && allNs - compiledNs < COMPILING_MAX * (nowNs - sinceNs);
    begun = true;
    sinceNs = nowNs;
    compiledNs = allNs;
    return quiet || nowNs - startNs > LIMIT_NS;
  }
}
