package io.playhead.stream;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;

/**
 * Flink's settings: those that the job needs everywhere, and those of a cluster in this process.
 */
final class ClusterSettings {
  /** The newest, and the one before for the day on which the newest cannot be read. */
  static final int RETAINED_CHECKPOINTS = 2;

  /**
   * A broker or a task manager that is away for a minute makes the job start again a dozen times.
   * What the job waits after that, it waits with everything back: half a minute, when it was 30 s.
   */
  private static final Duration RESTART_DELAY_MAX = Duration.ofSeconds(5);

  private static final int MANAGED_MB_PER_SLOT = 128;
  private static final int MANAGED_MB_MIN = 256;

  private ClusterSettings() {}

  /** The same with folders on this machine for checkpoints and state. */
  static Configuration job(Path stateDir, long checkpointIntervalMs) {
    Configuration settings = everywhere(checkpointIntervalMs);
    settings.setString("state.backend.rocksdb.localdir", StateFolder.rocksDb(stateDir).toString());
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints(stateDir).toUri().toString());
    return settings;
  }

  /** What {@link #everywhere} says and the cluster's own configuration does not. */
  static Configuration below(ReadableConfig cluster, long checkpointIntervalMs) {
    Map<String, String> settings = everywhere(checkpointIntervalMs).toMap();
    settings.keySet().removeAll(cluster.toMap().keySet());
    return Configuration.fromMap(settings);
  }

  /** State, checkpoints and restarts: the same in production, tests and the embedded cluster. */
  static Configuration everywhere(long checkpointIntervalMs) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    // Tails are kept back to the watermark: the fresher it is, the shorter they are.
    settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(50));
    settings.set(PipelineOptions.OBJECT_REUSE, true); // in-flight types are immutable
    // Records wait for a full buffer between tasks, 100 ms at most by default. At once costs less:
    // whoever is busy is told once, and nobody wakes every 2 ms to look, 10 us an event.
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
    settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    // Leveled compaction rewrote, and incremental checkpoints uploaded again, a 256 MB level every
    // few checkpoints: 136 us and 28.8 KB an event; universal 55 us and 0.5 KB.
    settings.setString("state.backend.rocksdb.compaction.style", "UNIVERSAL");
    settings.setString("state.backend.rocksdb.options-factory", RocksDbOptions.class.getName());
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    settings.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(checkpointIntervalMs));
    settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(10));
    settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, RETAINED_CHECKPOINTS);
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // Aligned: in-flight records are never in a checkpoint, so their bytes may change.
    settings.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
    settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay"); // and never gives up
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofMillis(200));
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, RESTART_DELAY_MAX);
    // Crashes a minute apart have nothing to do with each other, and the next one has to wait for
    // none before it; an hour by default.
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        Duration.ofMinutes(1));
    return settings;
  }

  /**
   * A cluster inside this process: all slots, memory, and a REST port on the loopback only.
   *
   * @param restPort 0: any
   */
  static void addEmbedded(Configuration settings, int parallelism, int restPort) {
    settings.set(TaskManagerOptions.NUM_TASK_SLOTS, parallelism);
    settings.set(
        TaskManagerOptions.MANAGED_MEMORY_SIZE,
        MemorySize.ofMebiBytes(Math.max(MANAGED_MB_MIN, MANAGED_MB_PER_SLOT * parallelism)));
    MemorySize network = MemorySize.ofMebiBytes(64 + 16L * parallelism);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
    settings.set(RestOptions.ADDRESS, "127.0.0.1");
    settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    settings.set(RestOptions.BIND_PORT, Integer.toString(restPort));
    settings.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(200));
    settings.set(WebOptions.SUBMIT_ENABLE, false);
    settings.set(WebOptions.CANCEL_ENABLE, false);
    settings.set(ReadOnlyRest.READ_ONLY, true);
  }

  /**
   * Goes on from a checkpoint. One in the folder of the job's own checkpoints belongs to the new
   * job from then on, which removes it when it has better ones. A savepoint, or whatever else
   * stands elsewhere, is left alone, so that one can go back to it.
   */
  static void addRestore(Configuration settings, Path checkpoint) {
    Path own = Path.of(URI.create(settings.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY)));
    settings.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString());
    settings.set(
        StateRecoveryOptions.RESTORE_MODE,
        checkpoint.startsWith(own) ? RecoveryClaimMode.CLAIM : RecoveryClaimMode.NO_CLAIM);
  }

  static Path savepoints(Path stateDir) {
    return stateDir.resolve("savepoints");
  }

  static Path checkpoints(Path stateDir) {
    return stateDir.resolve("checkpoints");
  }
}
