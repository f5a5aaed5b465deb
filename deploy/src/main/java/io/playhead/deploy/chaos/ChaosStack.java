package io.playhead.deploy.chaos;

import io.playhead.deploy.cluster.ClusterOptions;
import io.playhead.deploy.cluster.FlinkCluster;
import io.playhead.deploy.local.Home;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.Ports;
import io.playhead.deploy.local.ViewProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * All that faults are injected into, as processes of this machine: brokers, registry, view, job
 * manager and task managers, with disks and clocks that can fail. A thread of its own starts the
 * cluster's processes again when they die.
 */
final class ChaosStack implements AutoCloseable {
  static final int PARTITIONS = 4;

  private static final Duration RUNNING_LIMIT = Duration.ofMinutes(3);
  private static final int CHECKPOINT_DISK_MB = 512;
  private static final int LOCAL_DISK_MB = 512;
  private static final long SUPERVISE_MS = 100;
  private static final int HEAP_MB = 384;
  private static final int CACHE_MB = 128;
  private static final long HEARTBEAT_MS = 500;

  private final ChaosOptions options;
  private final LocalMode local;
  private final List<LimitedDisk> disks = new ArrayList<>();
  private final Clocks clocks; // null: there are none
  private final ScheduledExecutorService supervisor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "chaos-supervisor");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<FaultKind> impossible = EnumSet.noneOf(FaultKind.class);
  private LimitedDisk checkpointDisk;
  private LimitedDisk localDisk;
  private FlinkCluster cluster;
  private ViewProcess view;

  private ChaosStack(ChaosOptions options, LocalMode local) {
    this.options = options;
    this.local = local;
    this.clocks = Clocks.in(options.folder().resolve("clocks")).orElse(null);
    if (clocks == null) {
      impossible.add(FaultKind.CLOCK_JUMP);
    }
  }

  /** Starts brokers and registry; topics and schemas are there. */
  static ChaosStack start(ChaosOptions options) {
    return new ChaosStack(
        options, LocalMode.start(options.folder(), PARTITIONS, options.brokers()));
  }

  /** Starts the job and the view, and waits until the job runs. */
  void startJob(List<String> jobArguments) {
    ClusterOptions cluster = clusterOptions(jobArguments);
    if (options.kinds().contains(FaultKind.CHECKPOINT_DISK_FULL)) {
      checkpointDisk = disk(cluster.checkpoints(), CHECKPOINT_DISK_MB);
    }
    if (options.kinds().contains(FaultKind.LOCAL_DISK_FULL)) {
      localDisk = disk(cluster.stateDir().resolve("task-manager-1"), LOCAL_DISK_MB);
    }
    if (checkpointDisk == null) {
      impossible.add(FaultKind.CHECKPOINT_DISK_FULL);
    }
    if (localDisk == null) {
      impossible.add(FaultKind.LOCAL_DISK_FULL);
    }
    this.cluster = FlinkCluster.start(Home.ofThisProcess(), cluster);
    if (options.kinds().contains(FaultKind.VIEW_KILL)
        || options.kinds().contains(FaultKind.EVERYTHING_KILL)) {
      view = local.startView("view", "--standbys", "0");
    }
    this.cluster.awaitRunning(RUNNING_LIMIT);
    supervisor.scheduleWithFixedDelay(
        this::supervise, SUPERVISE_MS, SUPERVISE_MS, TimeUnit.MILLISECONDS);
  }

  private void supervise() {
    try {
      cluster.supervise();
      cluster.deleteOrphans();
    } catch (RuntimeException e) {
      // Such as a folder that cannot be emptied while its disk is full: next time, perhaps.
      System.err.println("chaos: " + e.getMessage());
    }
  }

  private LimitedDisk disk(Path folder, int sizeMb) {
    LimitedDisk disk = LimitedDisk.mount(folder, sizeMb).orElse(null);
    if (disk != null) {
      disks.add(disk);
    }
    return disk;
  }

  private ClusterOptions clusterOptions(List<String> jobArguments) {
    List<String> job =
        new ArrayList<>(
            List.of("--bootstrap", local.bootstrap(), "--registry", local.registryUrl()));
    job.addAll(jobArguments);
    return new ClusterOptions(
        stateDir(),
        options.taskManagers(),
        1,
        options.parallelism(),
        HEAP_MB,
        CACHE_MB,
        HEARTBEAT_MS,
        Ports.free(),
        process ->
            clocks != null && process.startsWith("task-manager")
                ? clocks.environment(process)
                : Map.of(),
        job);
  }

  /** Where local mode's own job would have its state, too: it can take this one's up. */
  Path stateDir() {
    return local.folder().resolve("state");
  }

  /** Ends the cluster and the view; brokers and registry go on. */
  void stopJob() {
    supervisor.shutdownNow();
    if (view != null) {
      view.stop();
    }
    cluster.close();
  }

  /** Lets go of disks; what was on them is gone. */
  void unmount() {
    disks.forEach(LimitedDisk::close);
    disks.clear();
  }

  LocalMode local() {
    return local;
  }

  FlinkCluster cluster() {
    return cluster;
  }

  /** Null: none was asked for. */
  ViewProcess view() {
    return view;
  }

  int brokerCount() {
    return options.brokers();
  }

  LimitedDisk checkpointDisk() {
    return checkpointDisk;
  }

  LimitedDisk localDisk() {
    return localDisk;
  }

  Clocks clocks() {
    return clocks;
  }

  /** Kinds of faults that this machine or this user cannot inject. */
  Set<FaultKind> impossible() {
    return impossible;
  }

  @Override
  public void close() {
    supervisor.shutdownNow();
    if (cluster != null) {
      cluster.close();
    }
    local.close();
    unmount();
  }
}
