package io.playhead.deploy.plan;

import java.util.List;

/**
 * Disk for the job's state, and what checkpoints move.
 *
 * @param bytesPerMember of state
 * @param localGb on the task managers' disks
 * @param remoteGb where checkpoints and savepoints go
 * @param checkpointMbPerSecond that incremental checkpoints upload
 * @param rows the same for a person
 */
public record StatePlan(
    double bytesPerMember,
    double localGb,
    double remoteGb,
    double checkpointMbPerSecond,
    List<PlanRow> rows) {
  /** Half as much again waits for compaction, which writes merged files beside the old ones. */
  private static final double COMPACTION = 2;

  /** Two retained checkpoints, of which half is shared at worst, and a savepoint. */
  private static final double COPIES = 3;

  /** Tokens that are kept of a member at most. */
  private static final int TOKENS_RETAINED = 4_096;

  static StatePlan of(Load load, CorePlan cores) {
    int tokens = Math.min(load.tokensPerMember(), TOKENS_RETAINED);
    double bytesPerMember = Measured.HEAD_BYTES + tokens * Measured.TOKEN_BYTES;
    double titleBytes = cores.parallelism() * load.titles() * Measured.TITLE_BYTES;
    double stateGb = (load.members() * bytesPerMember + titleBytes) / 1e9;
    double checkpointsPerSecond = 1e3 / load.checkpointIntervalMs();
    double uploadMb =
        (load.eventsPerSecond() * Measured.CHECKPOINT_BYTES_PER_EVENT
                + titleBytes * checkpointsPerSecond)
            / 1e6;
    return new StatePlan(
        bytesPerMember,
        COMPACTION * stateGb,
        COPIES * stateGb,
        uploadMb,
        List.of(
            new PlanRow(
                "local disk for state",
                COMPACTION * stateGb,
                "GB",
                "%.0f x %,d members x (%.0f B + %,d tokens x %.1f B), and titles %,.2f MB"
                    .formatted(
                        COMPACTION,
                        load.members(),
                        Measured.HEAD_BYTES,
                        tokens,
                        Measured.TOKEN_BYTES,
                        titleBytes / 1e6),
                "bench state: stateBytesPerMember"),
            new PlanRow(
                "storage for checkpoints",
                COPIES * stateGb,
                "GB",
                "two checkpoints and a savepoint of %,.2f GB".formatted(stateGb),
                "bench state: stateBytesPerMember"),
            new PlanRow(
                "checkpoint traffic",
                uploadMb,
                "MB/s",
                "%,.0f events/s x %,.0f B, and %,.2f MB of titles %,.2f times a second"
                    .formatted(
                        load.eventsPerSecond(),
                        Measured.CHECKPOINT_BYTES_PER_EVENT,
                        titleBytes / 1e6,
                        checkpointsPerSecond),
                "bench state: checkpointBytesPerEvent")));
  }
}
