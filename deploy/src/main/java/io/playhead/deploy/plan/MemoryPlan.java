package io.playhead.deploy.plan;

import java.util.List;

/**
 * Memory of the job, all task managers together, MiB.
 *
 * @param heapMb the JVMs' heaps
 * @param managedMb RocksDB's blocks and write buffers: Flink's managed memory
 * @param cacheMb keys and values, outside the heap: run --cache-mb
 * @param modelMb models and titles' vectors, outside the heap
 * @param networkMb buffers between tasks
 * @param totalMb all of it
 * @param rows the same for a person
 */
public record MemoryPlan(
    double heapMb,
    double managedMb,
    double cacheMb,
    double modelMb,
    double networkMb,
    double totalMb,
    List<PlanRow> rows) {
  private static final double MB = 1 << 20;

  /** Flink, Kafka's clients and Avro, in a process: what a job with few titles needs to start. */
  private static final double HEAP_MB = 512;

  /**
   * A title in broadcast state, 1 KB as read, and decoded in the catalogue with its texts, 3 KB; in
   * every subtask.
   */
  private static final double TITLE_HEAP_BYTES = 4_096;

  /** Windows of the members seen last, at most 2,048 of 10 KB (stream-processor's RecentRows). */
  private static final double RECENT_MB_PER_SLOT = 20;

  /** As the embedded cluster gives its slots. */
  private static final double MANAGED_MB_PER_SLOT = 128;

  private static final double NETWORK_MB = 64;
  private static final double NETWORK_MB_PER_SLOT = 16;

  /** ONNX Runtime, its arenas, Kafka's and the network's direct buffers, in a process. */
  private static final double NATIVE_MB = 512;

  /** The serving model and one that loads, or retires. */
  private static final int MODELS = 2;

  static MemoryPlan of(Load load, ModelShape model, CorePlan cores) {
    int slots = cores.parallelism();
    int processes = cores.taskManagers();
    double heapMb =
        processes * HEAP_MB + slots * (RECENT_MB_PER_SLOT + load.titles() * TITLE_HEAP_BYTES / MB);
    double managedMb = slots * MANAGED_MB_PER_SLOT;
    double cacheMb =
        Math.ceil(Measured.CACHE_OVER_ACTIVE * load.activeMembers() * model.cacheEntryBytes() / MB);
    // Weights twice, as ONNX Runtime packs them; titles' vectors as floats, in every subtask.
    double modelMb =
        processes * (NATIVE_MB + MODELS * 2 * model.stepBytes() / MB)
            + (double) MODELS * slots * load.titles() * model.width() * Float.BYTES / MB;
    double networkMb = processes * NETWORK_MB + slots * NETWORK_MB_PER_SLOT;
    double totalMb = heapMb + managedMb + cacheMb + modelMb + networkMb;
    return new MemoryPlan(
        heapMb,
        managedMb,
        cacheMb,
        modelMb,
        networkMb,
        totalMb,
        List.of(
            row(
                "heap",
                heapMb,
                "%d processes x %.0f MiB + %d subtasks x (%.0f MiB of windows + %,d titles x 4 KiB)"
                    .formatted(processes, HEAP_MB, slots, RECENT_MB_PER_SLOT, load.titles()),
                "settings of local mode; a title's bytes are arithmetic"),
            row(
                "managed, for RocksDB",
                managedMb,
                "%d slots x %.0f MiB".formatted(slots, MANAGED_MB_PER_SLOT),
                "setting under which every bench ran"),
            row(
                "cache of keys and values (--cache-mb)",
                cacheMb,
                "%.1f x %,d active x %,d KiB"
                    .formatted(
                        Measured.CACHE_OVER_ACTIVE,
                        load.activeMembers(),
                        model.cacheEntryBytes() >> 10),
                "bench state: hitShare .917"),
            row(
                "models and native libraries",
                modelMb,
                "%d processes x %.0f MiB + 2 models, titles' vectors in each subtask"
                    .formatted(processes, NATIVE_MB),
                "setting of local mode; vectors are arithmetic"),
            row(
                "network buffers",
                networkMb,
                "%d x %.0f MiB + %d slots x %.0f MiB"
                    .formatted(processes, NETWORK_MB, slots, NETWORK_MB_PER_SLOT),
                "setting under which every bench ran"),
            row(
                "memory of the job",
                totalMb,
                "the sum; %,.0f MiB a task manager".formatted(totalMb / processes),
                "")));
  }

  private static PlanRow row(String name, double mb, String formula, String from) {
    return new PlanRow(name, mb, "MiB", formula, from);
  }
}
