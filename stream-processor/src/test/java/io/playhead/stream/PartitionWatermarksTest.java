package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

class PartitionWatermarksTest {
  private static final long LATENESS_MS = 600_000;

  private final long[] nowMs = {0};
  private final PartitionWatermarks.Delivery delivery =
      new PartitionWatermarks.Delivery(() -> nowMs[0]);
  private final PartitionWatermarks heard = new PartitionWatermarks(LATENESS_MS, delivery);
  private final PartitionWatermarks empty = new PartitionWatermarks(LATENESS_MS, delivery);
  private final Output heardOutput = new Output();
  private final Output emptyOutput = new Output();

  @Test
  void movesNothingBeforePartitionsThatWereAddedAreFound() {
    deliver(PartitionWatermarks.DISCOVERY_MS - 50);
    assertThat(heardOutput.watermarkMs).isEqualTo(Long.MIN_VALUE + 1);

    deliver(50);
    assertThat(heardOutput.watermarkMs)
        .isEqualTo(PartitionWatermarks.DISCOVERY_MS - LATENESS_MS - 1);
  }

  @Test
  void standsTheLatenessBehindTheNewestEvent() {
    nowMs[0] = PartitionWatermarks.DISCOVERY_MS;
    heard.onEvent(null, 5_000_000, heardOutput);
    heard.onEvent(null, 4_000_000, heardOutput);
    heard.onPeriodicEmit(heardOutput);

    assertThat(heardOutput.watermarkMs).isEqualTo(5_000_000 - LATENESS_MS - 1);
  }

  @Test
  void leavesOutWhoWasNeverHeardWhileOthersDelivered() {
    deliver(EventTimes.IDLE_MS - 100);
    assertThat(emptyOutput.isIdle).isFalse();

    deliver(100);
    assertThat(emptyOutput.isIdle).isTrue();
    assertThat(heardOutput.isIdle).isFalse();
  }

  @Test
  void leavesNobodyOutBecauseTimePassesWithoutRecords() {
    for (int i = 0; i < 1_000; i++) {
      nowMs[0] += 50;
      heard.onPeriodicEmit(heardOutput);
      empty.onPeriodicEmit(emptyOutput);
    }
    nowMs[0] += 10 * EventTimes.IDLE_MS;
    deliver(100);

    assertThat(emptyOutput.isIdle).isFalse();
  }

  @Test
  void takesWhoWasLeftOutBackWithItsFirstEvent() {
    deliver(EventTimes.IDLE_MS);
    empty.onEvent(null, 1_000_000, emptyOutput);
    empty.onPeriodicEmit(emptyOutput);

    assertThat(emptyOutput.watermarkMs).isEqualTo(1_000_000 - LATENESS_MS - 1);
  }

  @Test
  void aRecordWithoutATimeMovesNothing() {
    heard.onEvent(null, Long.MIN_VALUE, heardOutput);
    heard.onPeriodicEmit(heardOutput);

    assertThat(heardOutput.watermarkMs).isEqualTo(Long.MIN_VALUE + 1);
  }

  private void deliver(long ms) {
    for (long passed = 0; passed < ms; passed += 50) {
      nowMs[0] += 50;
      heard.onEvent(null, nowMs[0], heardOutput);
      heard.onPeriodicEmit(heardOutput);
      empty.onPeriodicEmit(emptyOutput);
    }
  }

  /** What a partition said last. */
  private static final class Output implements WatermarkOutput {
    private long watermarkMs = Long.MIN_VALUE;
    private boolean isIdle;

    @Override
    public void emitWatermark(Watermark watermark) {
      watermarkMs = watermark.getTimestamp();
      isIdle = false;
    }

    @Override
    public void markIdle() {
      isIdle = true;
    }

    @Override
    public void markActive() {
      isIdle = false;
    }
  }
}
