package io.playhead.stream;

import io.playhead.schemas.RejectedRecordException;
import io.playhead.window.RejectedEventException;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time, which the watermarks count, and with them the closing of tokens by silence.
 *
 * <p>It is assigned inside the source, for each partition by itself, because only there Flink knows
 * the partitions that have delivered nothing yet and holds the watermark for them. That costs one
 * more decoding of each record (1 to 2 µs): Kafka's own timestamp would be free, but it is the time
 * of arrival, and in a replay all of a year arrives in a minute.
 *
 * <ul>
 *   <li>An event counts as its own time, but never later than Kafka's timestamp: a device whose
 *       clock is a day ahead would close everybody's tokens.
 *   <li>A record that cannot be decoded has no time and moves nothing.
 *   <li>Live: a partition that is silent for {@link #IDLE_MS} is left out.
 *   <li>Bounded: none is ever left out, as each says when it ends; and they are kept in step, so
 *       that a short topic is not read to its end while a long one has just begun, which would make
 *       events late that were not so live.
 * </ul>
 */
final class EventTimes {
  /** Several times the longest batch or registry hiccup; watermarks may rest that long. */
  static final long IDLE_MS = 15_000;

  private static final long STEP_MS_MIN = 10;

  private EventTimes() {}

  static WatermarkStrategy<RawRecord> of(JobOptions options) {
    long latenessMs = options.latenessMs();
    SchemaIdsFactory schemaIds = options.schemaIds();
    WatermarkStrategy<RawRecord> strategy =
        WatermarkStrategy.<RawRecord>forGenerator(context -> new Bounded(latenessMs))
            .withTimestampAssigner(
                (TimestampAssignerSupplier<RawRecord>) context -> new Assigner(schemaIds));
    return options.bounded()
        ? strategy.withWatermarkAlignment(
            "members",
            Duration.ofMillis(Math.max(latenessMs / 2, STEP_MS_MIN)),
            Duration.ofMillis(50))
        : strategy.withIdleness(Duration.ofMillis(IDLE_MS));
  }

  /** Decodes the event's time. */
  private static final class Assigner implements TimestampAssigner<RawRecord> {
    private final EventDecoder decoder;

    Assigner(SchemaIdsFactory schemaIds) {
      decoder = new EventDecoder(new PatientSchemaIds(schemaIds.open()));
    }

    @Override
    public long extractTimestamp(RawRecord raw, long kafkaTimestampMs) {
      try {
        long eventTimeMs = decoder.decode(raw, System.currentTimeMillis()).eventTimeMs();
        return raw.timestampMs() < 0 ? eventTimeMs : Math.min(eventTimeMs, raw.timestampMs());
      } catch (RejectedRecordException | RejectedEventException e) {
        return Long.MIN_VALUE; // the decode stage decodes it again and reports it
      }
    }
  }

  /**
   * Newest event time less the lateness bound. Told to Flink when it has moved by a tenth of the
   * bound, at once and not at the next period, so that alignment stops a partition in time.
   */
  static final class Bounded implements WatermarkGenerator<RawRecord> {
    private final long latenessMs;
    private final long stepMs;
    private long newestMs = Long.MIN_VALUE;
    private long toldMs = Long.MIN_VALUE;

    Bounded(long latenessMs) {
      this.latenessMs = latenessMs;
      this.stepMs = Math.max(latenessMs / 10, STEP_MS_MIN);
    }

    @Override
    public void onEvent(RawRecord raw, long timestampMs, WatermarkOutput output) {
      if (timestampMs > newestMs) {
        newestMs = timestampMs;
        if (toldMs == Long.MIN_VALUE || newestMs - toldMs >= stepMs) {
          onPeriodicEmit(output);
        }
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      if (newestMs > toldMs) {
        toldMs = newestMs;
        output.emitWatermark(new Watermark(newestMs - latenessMs - 1));
      }
    }
  }
}
