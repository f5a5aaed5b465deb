package io.playhead.deploy.cluster;

import io.playhead.deploy.local.JobJvm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Flink's configuration of a cluster on this machine, and what its processes' JVMs must be told to
 * match: without a distribution no script computes the parts of a task manager's memory. Pure.
 *
 * <p>What the job itself needs, wherever it runs, is not here: {@code ClusterRun} says it.
 */
final class FlinkSettings {
  private static final int FRAMEWORK_HEAP_MB = 64;
  private static final int FRAMEWORK_DIRECT_MB = 64;
  private static final int METASPACE_MB = 192;
  private static final int OVERHEAD_MB = 192;
  private static final int MANAGED_MB_PER_SLOT = 128;
  private static final int NETWORK_MB = 64;
  private static final int NETWORK_MB_PER_SLOT = 16;
  private static final int JOB_MANAGER_HEAP_MB = 512;

  /** Beside keys and values: buffers of Kafka's clients, of the runtime and of titles' vectors. */
  private static final int DIRECT_MB = 512;

  /** A process that is there and does not answer, stopped or starved, is given so many beats. */
  private static final int HEARTBEATS_TO_TIMEOUT = 10;

  private final ClusterOptions options;
  private final int rpcPort;

  FlinkSettings(ClusterOptions options, int rpcPort) {
    this.options = options;
    this.rpcPort = rpcPort;
  }

  /** The file {@code config.yaml} of all processes. */
  String yaml() {
    Map<String, Object> settings = new LinkedHashMap<>();
    addresses(settings);
    memory(settings);
    failures(settings);
    settings.put("parallelism.default", options.parallelism());
    settings.put("taskmanager.numberOfTaskSlots", options.slots());
    settings.put("execution.checkpointing.dir", quoted(options.checkpoints().toUri().toString()));
    // A task manager that comes back under its name finds the state it had.
    settings.put("execution.state-recovery.from-local", true);
    settings.put("execution.state-recovery.claim-mode", "CLAIM");
    settings.put("io.tmp.dirs", quoted(options.stateDir().resolve("tmp").toString()));
    settings.put("classloader.resolve-order", "parent-first");
    // Ten seconds by default, for clusters of hundreds of processes.
    settings.put("metrics.fetcher.update-interval", "1 s");
    settings.put("web.submit.enable", false);
    settings.put("web.cancel.enable", false);
    StringBuilder yaml = new StringBuilder();
    settings.forEach((key, value) -> yaml.append(key).append(": ").append(value).append('\n'));
    return yaml.toString();
  }

  private void addresses(Map<String, Object> settings) {
    for (String key :
        List.of(
            "jobmanager.rpc.address",
            "jobmanager.bind-host",
            "taskmanager.host",
            "taskmanager.bind-host",
            "rest.address",
            "rest.bind-address")) {
      settings.put(key, "127.0.0.1");
    }
    settings.put("jobmanager.rpc.port", rpcPort);
    settings.put("rest.port", options.restPort());
    settings.put("rest.bind-port", quoted(Integer.toString(options.restPort())));
  }

  private void memory(Map<String, Object> settings) {
    settings.put("taskmanager.cpu.cores", (double) options.slots());
    settings.put("taskmanager.memory.framework.heap.size", FRAMEWORK_HEAP_MB + "m");
    settings.put("taskmanager.memory.task.heap.size", options.heapMb() + "m");
    settings.put("taskmanager.memory.framework.off-heap.size", FRAMEWORK_DIRECT_MB + "m");
    settings.put("taskmanager.memory.task.off-heap.size", taskDirectMb() + "m");
    settings.put("taskmanager.memory.network.min", networkMb() + "m");
    settings.put("taskmanager.memory.network.max", networkMb() + "m");
    settings.put("taskmanager.memory.managed.size", MANAGED_MB_PER_SLOT * options.slots() + "m");
    settings.put("taskmanager.memory.jvm-metaspace.size", METASPACE_MB + "m");
    settings.put("taskmanager.memory.jvm-overhead.min", OVERHEAD_MB + "m");
    settings.put("taskmanager.memory.jvm-overhead.max", OVERHEAD_MB + "m");
  }

  /** How soon a process that died is missed, and how soon one that came back is found. */
  private void failures(Map<String, Object> settings) {
    settings.put("heartbeat.interval", options.heartbeatMs() + " ms");
    settings.put("heartbeat.timeout", HEARTBEATS_TO_TIMEOUT * options.heartbeatMs() + " ms");
    settings.put("heartbeat.rpc-failure-threshold", 2);
    // 30 and 10 s by default, which is how long the other half of the cluster would wait.
    settings.put("cluster.registration.max-timeout", "2 s");
    settings.put("cluster.registration.error-delay", "500 ms");
    settings.put("cluster.registration.refused-registration-delay", "1 s");
  }

  /** Options for the job manager's JVM. */
  List<String> jobManagerJvm() {
    return List.of(
        "-Xmx" + JOB_MANAGER_HEAP_MB + "m",
        "-XX:+UseSerialGC",
        // Flink registers translators by reflection before it calls a main class.
        "--add-opens=java.base/java.util=ALL-UNNAMED");
  }

  /** Options for a task manager's JVM. */
  List<String> taskManagerJvm() {
    int heapMb = FRAMEWORK_HEAP_MB + options.heapMb();
    List<String> jvm = new ArrayList<>(JobJvm.options(heapMb));
    jvm.add(
        "-XX:MaxDirectMemorySize=" + (FRAMEWORK_DIRECT_MB + taskDirectMb() + networkMb()) + "m");
    jvm.add("-XX:MaxMetaspaceSize=" + METASPACE_MB + "m");
    return jvm;
  }

  /** What only task manager {@code index} is told. */
  List<String> taskManager(int index) {
    String folder = options.taskManager(index).toString();
    List<String> settings = new ArrayList<>();
    settings.add("-Dtaskmanager.resource-id=task-manager-" + index);
    settings.add("-Dprocess.taskmanager.working-dir=" + folder);
    settings.add("-Dstate.backend.rocksdb.localdir=" + options.rocksDb(index));
    return settings;
  }

  /** Its share of all keys and values, if every subtask that fits stood here. */
  private int taskDirectMb() {
    int subtasks = Math.min(options.slots(), options.parallelism());
    return options.cacheMb() * subtasks / options.parallelism() + DIRECT_MB;
  }

  private int networkMb() {
    return NETWORK_MB + NETWORK_MB_PER_SLOT * options.slots();
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
