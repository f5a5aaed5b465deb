package io.playhead.stream;

import java.util.function.LongSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * The watermark of one partition: {@code latenessMs} behind its newest event. One that has never
 * delivered anything is left out once the others of its subtask have delivered for {@link
 * EventTimes#IDLE_MS}: Flink's own idleness stops its clock while a source is held up by those
 * behind it, so in a backlog an empty partition, and there is always one on a topic of erasures,
 * would hold event time up for as long as the backlog lasts. On the source's thread.
 *
 * <p>One that holds event time up says so, with the lowest of all watermarks. Flink takes a source
 * that has yet to emit a watermark for idle once its own idleness has passed, whatever its
 * partitions do: of two subtasks in a backlog the one to emit first was then the only one that
 * counted, and members of the other lost the ends of their sittings.
 *
 * <p>None moves in the first {@link #DISCOVERY_MS} of a source: partitions that were added while
 * the job stood still are found only after the restored ones are read again. In a backlog hours of
 * event time pass in between, and what stands on the new partitions would be too late.
 */
final class PartitionWatermarks implements WatermarkGenerator<RawRecord> {
  /** Moves nothing, and is more than nothing. */
  private static final Watermark HOLDING = new Watermark(Long.MIN_VALUE + 1);

  /** Asking the broker for all partitions takes some hundred milliseconds; ten times that. */
  static final long DISCOVERY_MS = 5_000;

  private final long latenessMs;
  private final Delivery delivery;
  private long newestMs;
  private boolean isHeard;

  /**
   * @param delivery of the subtask, shared by its partitions
   */
  PartitionWatermarks(long latenessMs, Delivery delivery) {
    this.latenessMs = latenessMs;
    this.delivery = delivery;
    this.newestMs = Long.MIN_VALUE + latenessMs + 2;
  }

  @Override
  public void onEvent(RawRecord record, long eventTimeMs, WatermarkOutput output) {
    isHeard = true;
    newestMs = Math.max(newestMs, eventTimeMs);
    delivery.records++;
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    delivery.tick();
    if (isHeard && delivery.isDiscovered()) {
      output.emitWatermark(new Watermark(newestMs - latenessMs - 1));
    } else if (!isHeard && delivery.lastedMs >= EventTimes.IDLE_MS) {
      output.markIdle();
    } else {
      output.emitWatermark(HOLDING);
    }
  }

  /**
   * For how long the partitions of a subtask have delivered records. Waiting does not count: a
   * client takes turns with its partitions within milliseconds, so who had records would have been
   * heard.
   */
  static final class Delivery {
    /** A longer pause between two ticks is none in which records were delivered all along. */
    private static final long TICK_MS_MAX = 1_000;

    private final LongSupplier clockMs;
    private final long startMs;
    private long records;
    private long recordsAtTick;
    private long tickMs;
    private long lastedMs;

    Delivery(LongSupplier clockMs) {
      this.clockMs = clockMs;
      this.startMs = clockMs.getAsLong();
      this.tickMs = startMs;
    }

    private boolean isDiscovered() {
      return tickMs - startMs >= DISCOVERY_MS;
    }

    private void tick() {
      long nowMs = clockMs.getAsLong();
      if (records > recordsAtTick) {
        lastedMs += Math.min(TICK_MS_MAX, nowMs - tickMs);
        recordsAtTick = records;
      }
      tickMs = nowMs;
    }
  }
}
