package io.playhead.deploy.chaos;

import io.playhead.deploy.cluster.FlinkCluster;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.ChildProcess;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.deploy.local.ViewProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Does what a plan says, one fault after the other, on its own thread. Whoever supervises the
 * cluster starts its processes again; servers come back after the time that the fault lasts.
 */
final class FaultInjector {
  private static final Duration FRESH_LIMIT = Duration.ofSeconds(90);
  private static final long CLOCK_MS_MAX = 20 * 60_000;

  private final ChaosStack stack;
  private final Models models;
  private final FreshLists fresh;
  private final LongSupplier simulatedMs;
  private final Map<FaultKind, Integer> injected = new EnumMap<>(FaultKind.class);
  private final List<Double> killToFreshListSeconds = new ArrayList<>();
  private int notFresh;

  FaultInjector(ChaosStack stack, Models models, FreshLists fresh, LongSupplier simulatedMs) {
    this.stack = stack;
    this.models = models;
    this.fresh = fresh;
    this.simulatedMs = simulatedMs;
  }

  /** Injects it, and returns when what it took away is back. */
  void inject(Fault fault) {
    LocalMode local = stack.local();
    FlinkCluster cluster = stack.cluster();
    int broker = 1 + fault.draw() % stack.brokerCount();
    int taskManager = 1 + fault.draw() % cluster.taskManagerCount();
    switch (fault.kind()) {
      case TASK_MANAGER_KILL -> killTaskManager(taskManager);
      case TASK_MANAGER_PAUSE -> pause(cluster.taskManager(taskManager), fault);
      case JOB_MANAGER_KILL -> cluster.jobManager().kill();
      case BROKER_KILL -> {
        local.broker(broker).kill();
        last(fault);
        local.startBroker(broker);
        local.awaitServers();
      }
      case BROKER_PAUSE -> pause(local.broker(broker), fault);
      case REGISTRY_KILL -> {
        local.registry().kill();
        last(fault);
        local.launchRegistry();
        local.awaitServers();
      }
      case VIEW_KILL -> {
        stack.view().kill();
        last(fault);
        stack.view().startAgain();
      }
      case CHECKPOINT_DISK_FULL -> fill(stack.checkpointDisk(), fault);
      case LOCAL_DISK_FULL -> fill(stack.localDisk(), fault);
      case CLOCK_JUMP -> {
        long byMs = (long) ((fault.draw() / 32768.0 - 1) * CLOCK_MS_MAX);
        stack.clocks().move("task-manager-" + taskManager, byMs);
      }
      case RELEASE -> announce(models.next());
      case CORRUPT_RELEASE -> announce(models.corrupt());
      case EVERYTHING_KILL -> killEverything(fault);
    }
    injected.merge(fault.kind(), 1, Integer::sum);
  }

  private void killTaskManager(int index) {
    long killedNs = System.nanoTime();
    stack.cluster().taskManager(index).kill();
    fresh.ask(simulatedMs.getAsLong());
    fresh
        .await(killedNs, FRESH_LIMIT)
        .ifPresentOrElse(killToFreshListSeconds::add, () -> notFresh++);
  }

  private void killEverything(Fault fault) {
    LocalMode local = stack.local();
    List<ChildProcess> all = new ArrayList<>();
    all.add(stack.cluster().jobManager());
    for (int index = 1; index <= stack.cluster().taskManagerCount(); index++) {
      all.add(stack.cluster().taskManager(index));
    }
    for (int number = 1; number <= stack.brokerCount(); number++) {
      all.add(local.broker(number));
    }
    all.add(local.registry());
    ViewProcess view = stack.view();
    all.forEach(ChildProcess::kill);
    view.kill();
    last(fault);
    for (int number = 1; number <= stack.brokerCount(); number++) {
      local.startBroker(number);
    }
    local.launchRegistry();
    local.awaitServers();
    view.startAgain();
  }

  private static void pause(ChildProcess process, Fault fault) {
    process.pause();
    last(fault);
    process.resume();
  }

  private static void fill(LimitedDisk disk, Fault fault) {
    disk.fill();
    last(fault);
    disk.free();
  }

  private void announce(io.playhead.schemas.ModelRelease release) {
    try (TopicWriter writer =
        new TopicWriter(stack.local().bootstrap(), stack.local().schemaIds())) {
      writer.send(release);
      writer.flush();
    }
  }

  private static void last(Fault fault) {
    Await.until(Duration.ofMillis(fault.lastsMs()), () -> false);
  }

  /** Faults so far, by kind. */
  Map<FaultKind, Integer> injected() {
    return injected;
  }

  /** Of each kill of a task manager, until the last of the asked members had a fresh list. */
  List<Double> killToFreshListSeconds() {
    return killToFreshListSeconds;
  }

  /** Kills of task managers after which that took more than 90 s. */
  int notFresh() {
    return notFresh;
  }
}
