package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.streaming.api.operators.source.TimestampsAndWatermarks;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput.DataOutput;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

/** Our watermarks in what Flink makes of them for one subtask of a source. */
class SourceWatermarksTest {
  private static final long LATENESS_MS = 600_000;
  private static final long INTERVAL_MS = 50;

  private final ManualClock clock = new ManualClock();

  /** Flink stops a partition's clock while the source is held up by those behind it. */
  private final ManualClock partitionClock = new ManualClock();

  private final TestProcessingTimeService time = new TestProcessingTimeService();
  private final Said said = new Said();
  private final TimestampsAndWatermarks<RawRecord> source =
      TimestampsAndWatermarks.createProgressiveEventTimeLogic(
          WatermarkStrategy.<RawRecord>forGenerator(
                  EventTimes.live(LATENESS_MS, () -> clock.absoluteTimeMillis()))
              .withTimestampAssigner((raw, ms) -> raw.timestampMs())
              .withIdleness(Duration.ofMillis(EventTimes.IDLE_MS)),
          UnregisteredMetricsGroup.createSourceReaderMetricGroup(),
          time,
          INTERVAL_MS,
          clock,
          partitionClock,
          UnregisteredMetricGroups.createUnregisteredTaskMetricGroup().getIOMetricGroup());
  private final ReaderOutput<RawRecord> output = source.createMainOutput(said, said);

  @Test
  void neverCountsAsIdleWhileAPartitionHoldsEventTimeUp() throws Exception {
    SourceOutput<RawRecord> begun = output.createOutputForSplit("begun");
    output.createOutputForSplit("empty");
    source.startPeriodicWatermarkEmits();

    // Held up for longer than Flink waits: what plays is heard, the empty partition is not left
    // out.
    for (long ms = 0; ms < 2 * EventTimes.IDLE_MS; ms += INTERVAL_MS) {
      pass();
      if (ms % 2_000 == 0) {
        begun.collect(record(10_000_000 + ms));
      }
    }

    assertThat(said.statuses).doesNotContain(WatermarkStatus.IDLE);
  }

  @Test
  void countsAsIdleOnceAllItsPartitionsAreSilent() throws Exception {
    SourceOutput<RawRecord> begun = output.createOutputForSplit("begun");
    source.startPeriodicWatermarkEmits();
    begun.collect(record(10_000_000));

    for (long ms = 0; ms < 2 * EventTimes.IDLE_MS; ms += INTERVAL_MS) {
      partitionClock.advanceTime(Duration.ofMillis(INTERVAL_MS));
      pass();
    }

    assertThat(said.newestMs).isEqualTo(10_000_000 - LATENESS_MS - 1);
    assertThat(said.statuses).endsWith(WatermarkStatus.IDLE);
  }

  private void pass() throws Exception {
    clock.advanceTime(Duration.ofMillis(INTERVAL_MS));
    time.advance(INTERVAL_MS);
  }

  private static RawRecord record(long timeMs) {
    return new RawRecord("playback-events", 0, 0, timeMs, new byte[0], new byte[0]);
  }

  /** What the subtask tells those behind it. */
  private static final class Said
      implements DataOutput<RawRecord>, TimestampsAndWatermarks.WatermarkUpdateListener {
    private final List<WatermarkStatus> statuses = new ArrayList<>();
    private long newestMs = Long.MIN_VALUE;

    @Override
    public void emitWatermark(Watermark watermark) {
      newestMs = watermark.getTimestamp();
    }

    @Override
    public void emitWatermarkStatus(WatermarkStatus status) {
      statuses.add(status);
    }

    @Override
    public void emitRecord(StreamRecord<RawRecord> record) {}

    @Override
    public void emitLatencyMarker(LatencyMarker marker) {}

    @Override
    public void emitRecordAttributes(RecordAttributes attributes) {}

    @Override
    public void emitWatermark(org.apache.flink.runtime.event.WatermarkEvent watermark) {}

    @Override
    public void updateIdle(boolean isIdle) {}

    @Override
    public void updateCurrentEffectiveWatermark(long watermarkMs) {}

    @Override
    public void updateCurrentSplitWatermark(String splitId, long watermarkMs) {}

    @Override
    public void updateCurrentSplitIdle(String splitId, boolean idle) {}

    @Override
    public void splitFinished(String splitId) {}
  }
}
