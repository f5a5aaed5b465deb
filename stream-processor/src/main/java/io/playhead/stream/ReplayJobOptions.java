package io.playhead.stream;

import java.nio.file.Path;

/**
 * How a replay runs.
 *
 * @param input what is replayed
 * @param eventCount how many events that is, at least one
 * @param folder where its state and its files go
 * @param restores whether to go on where an earlier run in that folder stopped
 * @param parallelism subtasks of every operator but the source
 * @param batchRows most members in one batch
 * @param batchWaitMs longest that the oldest row of a batch waits
 * @param cacheMb memory for keys and values, MiB, over all subtasks
 * @param checkpointIntervalMs between two checkpoints
 * @param latenessMs how much earlier than a member's newest event an event may be
 * @param serving whose models may serve, and by which rules
 */
public record ReplayJobOptions(
    ReplayInput input,
    long eventCount,
    Path folder,
    boolean restores,
    int parallelism,
    int batchRows,
    long batchWaitMs,
    int cacheMb,
    long checkpointIntervalMs,
    long latenessMs,
    ServingPolicy serving) {

  /** The graph's options. */
  JobOptions jobOptions() {
    return JobOptions.defaults(FixedSchemaIds::new, parallelism)
        .withBatch(batchRows, batchWaitMs)
        .withCacheBytes((long) cacheMb << 20)
        .withLatenessMs(latenessMs)
        .withEmbeddings(false)
        .withRebuildsPerSecond(0)
        .withServing(serving)
        .withBounded(true)
        .withExactBits(true)
        .withReplay(input);
  }
}
