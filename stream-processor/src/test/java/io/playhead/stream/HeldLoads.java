package io.playhead.stream;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Loads models at once on the test's thread, or holds them back until the test lets them run. */
final class HeldLoads extends AbstractExecutorService implements LoaderThread {
  private static final long serialVersionUID = 1;

  private final transient Queue<Runnable> held = new ArrayDeque<>();
  private transient boolean holds;
  private transient boolean shutdown;
  private transient int count;
  private transient boolean threads;

  /** From now on loads are held, or are not. */
  void hold(boolean on) {
    holds = on;
  }

  /** From its next start on the operator loads as in production. */
  void useThreads() {
    threads = true;
  }

  /** Lets all run that are held. */
  void run() {
    while (!held.isEmpty()) {
      held.remove().run();
    }
  }

  /** Loads begun so far. */
  int count() {
    return count;
  }

  @Override
  public ExecutorService start(int subtask) {
    shutdown = false;
    return threads ? LoaderThread.daemon(subtask) : this;
  }

  @Override
  public void execute(Runnable load) {
    count++;
    held.add(load);
    if (!holds) {
      run();
    }
  }

  @Override
  public void shutdown() {
    shutdown = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown = true;
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown && held.isEmpty();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    run();
    return true;
  }
}
