package io.playhead.deploy.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What local mode starts the job with.
 *
 * @param parallelism subtasks of every operator
 * @param checkpointIntervalMs between two checkpoints
 * @param batchRows most members in one batch
 * @param batchWaitMs longest that the oldest row of a batch waits
 * @param cacheMb memory for keys and values, MiB, over all subtasks
 * @param latenessMs how much earlier than a member's newest event an event may be
 * @param heapMb heap of the job's JVM, MiB
 * @param stopAt file of end offsets after which the job ends by itself; null: it runs on
 * @param more further arguments of the run command
 */
public record JobOptions(
    int parallelism,
    long checkpointIntervalMs,
    int batchRows,
    long batchWaitMs,
    int cacheMb,
    long latenessMs,
    int heapMb,
    Path stopAt,
    List<String> more) {
  /** Small machine, quick lists. */
  public static final JobOptions DEFAULT =
      new JobOptions(2, 5_000, 64, 1, 256, 600_000, 1_024, null, List.of());

  /** The same with another parallelism. */
  public JobOptions withParallelism(int value) {
    return new JobOptions(
        value,
        checkpointIntervalMs,
        batchRows,
        batchWaitMs,
        cacheMb,
        latenessMs,
        heapMb,
        stopAt,
        more);
  }

  /** The same with another checkpoint interval. */
  public JobOptions withCheckpointIntervalMs(long value) {
    return new JobOptions(
        parallelism, value, batchRows, batchWaitMs, cacheMb, latenessMs, heapMb, stopAt, more);
  }

  /** The same with other memory for keys and values. */
  public JobOptions withCacheMb(int value) {
    return new JobOptions(
        parallelism,
        checkpointIntervalMs,
        batchRows,
        batchWaitMs,
        value,
        latenessMs,
        heapMb,
        stopAt,
        more);
  }

  /** The same with another lateness. */
  public JobOptions withLatenessMs(long value) {
    return new JobOptions(
        parallelism,
        checkpointIntervalMs,
        batchRows,
        batchWaitMs,
        cacheMb,
        value,
        heapMb,
        stopAt,
        more);
  }

  /** The same, ending by itself after the offsets in {@code file}. */
  public JobOptions withStopAt(Path file) {
    return new JobOptions(
        parallelism,
        checkpointIntervalMs,
        batchRows,
        batchWaitMs,
        cacheMb,
        latenessMs,
        heapMb,
        file,
        more);
  }

  /** The same with another heap. */
  public JobOptions withHeapMb(int value) {
    return new JobOptions(
        parallelism,
        checkpointIntervalMs,
        batchRows,
        batchWaitMs,
        cacheMb,
        latenessMs,
        value,
        stopAt,
        more);
  }

  /** The same with the rules of the home page in {@code file}; null: the defaults. */
  public JobOptions withRules(Path file) {
    return file == null ? this : withMore("--rules", file.toString());
  }

  /** The same with further arguments of the run command. */
  public JobOptions withMore(String... arguments) {
    List<String> all = new ArrayList<>(more);
    all.addAll(List.of(arguments));
    return new JobOptions(
        parallelism,
        checkpointIntervalMs,
        batchRows,
        batchWaitMs,
        cacheMb,
        latenessMs,
        heapMb,
        stopAt,
        List.copyOf(all));
  }

  /** As arguments of the run command. */
  List<String> arguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--parallelism", Integer.toString(parallelism),
                "--checkpoint-interval-ms", Long.toString(checkpointIntervalMs),
                "--batch-rows", Integer.toString(batchRows),
                "--batch-wait-ms", Long.toString(batchWaitMs),
                "--cache-mb", Integer.toString(cacheMb),
                "--lateness-ms", Long.toString(latenessMs)));
    if (stopAt != null) {
      arguments.addAll(List.of("--stop-at", stopAt.toString()));
    }
    arguments.addAll(more);
    return arguments;
  }
}
