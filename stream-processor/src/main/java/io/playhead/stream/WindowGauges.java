package io.playhead.stream;

import java.util.function.LongSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * How far a page subtask's windows and batch are behind: event time, checkpoints, members without a
 * list. Told on the task's thread; the metrics thread asks.
 */
final class WindowGauges {
  private final LongSupplier nowMs;
  private final MemberStates members;
  private volatile long checkpointedMs; // the start counts as one: what was restored is safe

  WindowGauges(
      MetricGroup operator,
      LongSupplier nowMs,
      MemberStates members,
      MicroBatch batch,
      WaitingMembers waiting) {
    this.nowMs = nowMs;
    this.members = members;
    this.checkpointedMs = nowMs.getAsLong();
    MetricGroup window = PathStage.WINDOW.of(operator);
    window.gauge("watermarkLagSeconds", (Gauge<Double>) this::watermarkLagSeconds);
    window.gauge("checkpointAgeSeconds", (Gauge<Double>) this::checkpointAgeSeconds);
    window.gauge("waitingMembers", (Gauge<Integer>) waiting::count);
    PathStage.BATCH.of(operator).gauge("heldMembers", (Gauge<Integer>) batch::heldCount);
  }

  /** All that came before a barrier is safe now. */
  void checkpointed() {
    checkpointedMs = nowMs.getAsLong();
  }

  private double checkpointAgeSeconds() {
    return (nowMs.getAsLong() - checkpointedMs) / 1_000.0;
  }

  /** Not a number before the first watermark and after the last. */
  private double watermarkLagSeconds() {
    long watermarkMs = members.watermarkMs();
    boolean isThere = watermarkMs != Long.MIN_VALUE && watermarkMs != Long.MAX_VALUE;
    return isThere ? (nowMs.getAsLong() - watermarkMs) / 1_000.0 : Double.NaN;
  }
}
