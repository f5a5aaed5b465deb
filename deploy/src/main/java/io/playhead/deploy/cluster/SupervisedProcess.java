package io.playhead.deploy.cluster;

import io.playhead.deploy.local.ChildProcess;
import java.util.function.Supplier;

/** A process of the cluster that is started again when it has died. Guarded by its cluster. */
final class SupervisedProcess {
  private final Supplier<ChildProcess> launcher;
  private final Backoff backoff = new Backoff();
  private ChildProcess process;
  private long startedNs;
  private long dueNs; // while it is dead
  private boolean isMissed; // its death has been seen
  private int starts;

  SupervisedProcess(Supplier<ChildProcess> launcher) {
    this.launcher = launcher;
  }

  void start() {
    process = launcher.get();
    startedNs = System.nanoTime();
    isMissed = false;
    starts++;
  }

  /** Starts it again if it has died and has waited long enough; returns whether it did. */
  boolean startIfDead() {
    if (process.isAlive()) {
      return false;
    }
    long nowNs = System.nanoTime();
    if (!isMissed) {
      isMissed = true;
      dueNs = nowNs + 1_000_000 * backoff.afterDeath((nowNs - startedNs) / 1_000_000);
    }
    if (nowNs - dueNs < 0) {
      return false;
    }
    start();
    return true;
  }

  ChildProcess process() {
    return process;
  }

  int starts() {
    return starts;
  }
}
