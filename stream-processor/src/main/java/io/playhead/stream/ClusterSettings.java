package io.playhead.stream;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
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
  private static final int BUFFER_TIMEOUT_MS = 2;
  private static final int MANAGED_MB_PER_SLOT = 128;
  private static final int MANAGED_MB_MIN = 256;

  private ClusterSettings() {}

  /** State, checkpoints and restarts: the same in production, tests and the embedded cluster. */
  static Configuration job(Path stateDir, long checkpointIntervalMs) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    // Tails are kept back to the watermark: the fresher it is, the shorter they are.
    settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(50));
    settings.set(PipelineOptions.OBJECT_REUSE, true); // in-flight types are immutable
    // Records wait for a full buffer between tasks, 100 ms at most by default.
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(BUFFER_TIMEOUT_MS));
    settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    // Leveled compaction rewrote, and incremental checkpoints uploaded again, a 256 MB level every
    // few
    // checkpoints: 136 us and 28.8 KB an event; universal 55 us and 0.5 KB, for up to twice the
    // disk.
    settings.setString("state.backend.rocksdb.compaction.style", "UNIVERSAL");
    settings.setString("state.backend.rocksdb.localdir", stateDir.resolve("rocksdb").toString());
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints(stateDir).toUri().toString());
    settings.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(checkpointIntervalMs));
    settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(10));
    settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
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
        Duration.ofSeconds(1));
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(30));
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

  /** Goes on from a checkpoint, which belongs to the new job from then on. */
  static void addRestore(Configuration settings, Path checkpoint) {
    settings.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString());
    settings.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
  }

  static Path checkpoints(Path stateDir) {
    return stateDir.resolve("checkpoints");
  }
}
