package io.playhead.stream;

import io.playhead.schemas.RejectedRecordException;
import io.playhead.window.RejectedEventException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.eventtime.BoundedOutOfOrdernessWatermarks;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
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
 *   <li>Live: a partition that is silent for {@link #IDLE_MS} is left out, see {@link
 *       PartitionWatermarks}.
 *   <li>Bounded: none is ever left out, as each says when it ends.
 * </ul>
 *
 * <p>Partitions are not kept in step: Flink's watermark alignment lets a source advance by its
 * drift once in an announcement, so that a year at 5 min in 50 ms would take an hour and a half
 * whatever the machine. It is not needed either: the watermark is that of the slowest partition,
 * and no window makes anything final that is ahead of it.
 */
final class EventTimes {
  /** Several times the longest batch or hiccup of the registry; watermarks may rest that long. */
  static final long IDLE_MS = 15_000;

  private EventTimes() {}

  static WatermarkStrategy<RawRecord> of(JobOptions options) {
    SchemaIdsFactory schemaIds = options.schemaIds();
    WatermarkStrategy<RawRecord> strategy =
        WatermarkStrategy.forGenerator(
                options.replay() == null
                    ? new Generators(options.latenessMs(), options.bounded())
                    : context -> new InPlaces(options.latenessMs()))
            .withTimestampAssigner(
                (TimestampAssignerSupplier<RawRecord>) context -> new Assigner(schemaIds));
    return options.bounded() ? strategy : strategy.withIdleness(Duration.ofMillis(IDLE_MS));
  }

  /** Of live topics, for a subtask's partitions; {@code clockMs} is the subtask's. */
  static WatermarkGeneratorSupplier<RawRecord> live(long latenessMs, LongSupplier clockMs) {
    PartitionWatermarks.Delivery delivery = new PartitionWatermarks.Delivery(clockMs);
    return context -> new PartitionWatermarks(latenessMs, delivery);
  }

  /** One for each partition of a subtask. */
  private static final class Generators implements WatermarkGeneratorSupplier<RawRecord> {
    private static final long serialVersionUID = 1;
    private final long latenessMs;
    private final boolean bounded;
    private transient WatermarkGeneratorSupplier<RawRecord> live;

    Generators(long latenessMs, boolean bounded) {
      this.latenessMs = latenessMs;
      this.bounded = bounded;
    }

    @Override
    public WatermarkGenerator<RawRecord> createWatermarkGenerator(Context context) {
      if (bounded) {
        return new BoundedOutOfOrdernessWatermarks<>(Duration.ofMillis(latenessMs));
      }
      if (live == null) {
        live = live(latenessMs, () -> System.nanoTime() / 1_000_000);
      }
      return live.createWatermarkGenerator(context);
    }
  }

  /**
   * Of a replay: a watermark after every so many events, and not after so many milliseconds, so
   * that it stands in the same place in every run. A day behind, as partitions are merged into one
   * order here: in a backlog a millisecond of arrival is minutes of event time, and a watermark
   * ahead of a slower partition would make final what that has yet to say.
   */
  private static final class InPlaces implements WatermarkGenerator<RawRecord> {
    private static final long EVENTS = 2_048;
    private static final long BEHIND_MS_MIN = 24 * 3_600_000L;

    private final long behindMs;
    private long newestMs = Long.MIN_VALUE;

    InPlaces(long latenessMs) {
      this.behindMs = Math.max(latenessMs, BEHIND_MS_MIN);
    }

    @Override
    public void onEvent(RawRecord raw, long eventTimeMs, WatermarkOutput output) {
      newestMs = Math.max(newestMs, eventTimeMs);
      if (raw.offset() % EVENTS == EVENTS - 1 && newestMs > Long.MIN_VALUE) {
        output.emitWatermark(new Watermark(newestMs - behindMs - 1));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }

  /** Decodes the event's time. */
  static final class Assigner implements TimestampAssigner<RawRecord> {
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
}
