package io.playhead.deploy.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a cluster is started with.
 *
 * @param stateDir folder for checkpoints, local state and logs
 * @param taskManagers how many; more than the job needs stand by and take over at once
 * @param slots of each task manager
 * @param parallelism of the job; at most all slots
 * @param heapMb heap of each task manager, MiB
 * @param cacheMb memory for keys and values, MiB, over all subtasks
 * @param heartbeatMs between two heartbeats; two that find nobody say that a process is gone
 * @param restPort port of the job manager's REST interface, on the loopback address
 * @param environment by name of a process, such as job-manager or task-manager-1, what is added to
 *     its environment
 * @param job arguments of {@code ClusterRun}
 */
public record ClusterOptions(
    Path stateDir,
    int taskManagers,
    int slots,
    int parallelism,
    int heapMb,
    int cacheMb,
    long heartbeatMs,
    int restPort,
    Function<String, Map<String, String>> environment,
    List<String> job) {

  /** Where the job's checkpoints are. */
  public Path checkpoints() {
    return stateDir.resolve("checkpoints");
  }

  /** A task manager's own folder: RocksDB, copies of its state, temporary files. */
  Path taskManager(int index) {
    return stateDir.resolve("task-manager-" + index);
  }

  /** What a task manager's RocksDB instances have on disk while it lives. */
  Path rocksDb(int index) {
    return taskManager(index).resolve("rocksdb");
  }
}
