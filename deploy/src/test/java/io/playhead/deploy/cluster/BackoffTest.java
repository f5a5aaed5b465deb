package io.playhead.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void waitsLongerWhereAProcessDiesAsItStartsAndNotAtAllWhereItHadLived() {
    Backoff backoff = new Backoff();

    assertThat(backoff.afterDeath(60_000)).isZero();
    assertThat(backoff.afterDeath(100)).isEqualTo(500);
    assertThat(backoff.afterDeath(100)).isEqualTo(1_000);
    for (int death = 0; death < 10; death++) {
      backoff.afterDeath(100);
    }
    assertThat(backoff.afterDeath(100)).isEqualTo(10_000);
    assertThat(backoff.afterDeath(60_000)).isZero();
    assertThat(backoff.afterDeath(100)).isEqualTo(500);
  }
}
