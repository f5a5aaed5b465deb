package io.playhead.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobMeterTest {
  @Test
  void waitsForTheEndOfAPartAtThePaceThatItSaw() {
    assertThat(JobMeter.untilNextLook(at(0, 1_000), at(4_000, 21_000), 31_000))
        .isEqualTo(Duration.ofSeconds(2));
  }

  /** One told in a stall would have the job finish everything before anybody looks again. */
  @Test
  void aPaceOfAMomentIsNotTrustedForAWholePart() {
    Duration seen = Duration.ofMillis(500);

    Duration wait = JobMeter.untilNextLook(at(0, 1_000), at(seen.toMillis(), 1_100), 150_000);

    assertThat(wait).isEqualTo(seen.multipliedBy(JobMeter.TRUST));
  }

  @Test
  void looksAtOnceOnlyWhereAPaceCanBeTold() {
    assertThat(JobMeter.untilNextLook(at(0, 1_000), at(500, 21_000), 21_000))
        .isEqualTo(Duration.ofMillis(500));
  }

  private static JobMeter.Sample at(long ms, long events) {
    return new JobMeter.Sample(
        Duration.ofMillis(ms).toNanos(), events, events, 0, Map.of(), Map.of());
  }
}
