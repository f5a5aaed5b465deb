package io.playhead.deploy.bench;

import io.playhead.deploy.cluster.ClusterOptions;
import io.playhead.deploy.cluster.FlinkCluster;
import io.playhead.deploy.local.Home;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.Ports;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.deploy.simulator.SimulatedCatalogue;
import io.playhead.schemas.Title;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Broker, registry and a cluster of processes with a running job, which has no model until one is
 * released. A thread of its own starts again what dies.
 */
final class BenchCluster implements AutoCloseable {
  private static final int PARTITIONS = 4;
  private static final Duration START_LIMIT = Duration.ofSeconds(120);
  private static final long SUPERVISE_MS = 20;
  private static final int HEAP_MB = 512;
  private static final int CACHE_MB = 256;
  private static final long CHECKPOINT_INTERVAL_MS = 5_000;

  final LocalMode local;
  final FlinkCluster cluster;
  final TopicWriter writer;
  final JobRest rest;
  final List<String> titleIds;
  private final ScheduledExecutorService supervisor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "bench-supervisor");
            thread.setDaemon(true);
            return thread;
          });

  private BenchCluster(
      LocalMode local,
      FlinkCluster cluster,
      TopicWriter writer,
      JobRest rest,
      List<String> titleIds) {
    this.local = local;
    this.cluster = cluster;
    this.writer = writer;
    this.rest = rest;
    this.titleIds = titleIds;
    supervisor.scheduleWithFixedDelay(
        cluster::supervise, SUPERVISE_MS, SUPERVISE_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Starts everything; returns when the job runs.
   *
   * @param work folder for data and logs
   * @param titleCount titles of the catalogue
   * @param taskManagers with one slot each; more than {@code parallelism} stand by
   * @param heartbeatMs between two heartbeats
   */
  static BenchCluster start(
      Path work, int titleCount, int taskManagers, int parallelism, long heartbeatMs) {
    List<Title> titles =
        SimulatedCatalogue.of(SimulatedCatalogue.SEED, titleCount).releasedBy(Long.MAX_VALUE);
    LocalMode local = LocalMode.start(work, PARTITIONS);
    FlinkCluster cluster = null;
    try {
      TopicWriter writer = new TopicWriter(local.bootstrap(), local.schemaIds());
      titles.forEach(writer::send);
      writer.flush();
      int restPort = Ports.free();
      cluster =
          FlinkCluster.start(
              Home.ofThisProcess(),
              new ClusterOptions(
                  work.resolve("cluster"),
                  taskManagers,
                  1,
                  parallelism,
                  HEAP_MB,
                  CACHE_MB,
                  heartbeatMs,
                  restPort,
                  process -> Map.of(),
                  job(local, parallelism)));
      cluster.awaitRunning(START_LIMIT);
      return new BenchCluster(
          local,
          cluster,
          writer,
          new JobRest(restPort),
          titles.stream().map(Title::getTitleId).toList());
    } catch (RuntimeException e) {
      if (cluster != null) {
        cluster.close();
      }
      local.close();
      throw e;
    }
  }

  private static List<String> job(LocalMode local, int parallelism) {
    return List.of(
        "--bootstrap",
        local.bootstrap(),
        "--registry",
        local.registryUrl(),
        "--parallelism",
        Integer.toString(parallelism),
        "--checkpoint-interval-ms",
        Long.toString(CHECKPOINT_INTERVAL_MS),
        "--cache-mb",
        Integer.toString(CACHE_MB));
  }

  @Override
  public void close() {
    supervisor.shutdownNow();
    cluster.close();
    writer.close();
    local.close();
  }
}
