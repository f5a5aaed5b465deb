package io.playhead.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.playhead.inference.StageTimes;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventCostsTest {
  /** A job at some second: events taken, records written, processor time in all and in encoding. */
  private static JobMeter.Sample at(
      double seconds, long events, long records, double cpuMs, double encodeMs) {
    Map<StageTimes.Stage, Double> stageNs = new EnumMap<>(StageTimes.Stage.class);
    for (StageTimes.Stage stage : StageTimes.Stage.values()) {
      stageNs.put(stage, 0.0);
    }
    stageNs.put(StageTimes.Stage.ENCODE, 1e6 * encodeMs);
    stageNs.put(StageTimes.Stage.RETRIEVAL, 1e6 * encodeMs / 2);
    return new JobMeter.Sample(
        (long) (1e9 * seconds), events, records, (long) (1e6 * cpuMs), stageNs, Map.of());
  }

  private static final List<JobMeter.Sample> SAMPLES =
      List.of(at(1, 100, 50, 10, 2), at(2, 1_100, 850, 110, 42), at(4, 2_100, 1_650, 310, 82));

  @Test
  void ofListsAnEventIsWhatItsShareOfThemTook() {
    EventCosts costs = EventCosts.ofLists(SAMPLES);

    assertThat(costs.recordsPerEvent()).isEqualTo(.8);
    assertThat(costs.rates()).containsExactly(800, 400);
    assertThat(costs.us().low()).isCloseTo(100, within(1e-9));
    assertThat(costs.us().high()).isCloseTo(200, within(1e-9));
    assertThat(costs.stageUs().get("encode").median()).isCloseTo(40, within(1e-9));
    assertThat(costs.threadUs()).isEmpty();
  }

  @Test
  void outsideIsWhatIsNeitherEncodingNorRetrieval() {
    Spread outside = EventCosts.ofLists(SAMPLES).outsideUs();

    assertThat(outside.low()).isCloseTo(100 - 40 - 20, within(1e-9));
    assertThat(outside.high()).isCloseTo(200 - 40 - 20, within(1e-9));
  }

  @Test
  void ofCopiesARecordIsAnEvent() {
    assertThat(EventCosts.ofCopies(SAMPLES).us().low()).isCloseTo(125, within(1e-9));
  }
}
