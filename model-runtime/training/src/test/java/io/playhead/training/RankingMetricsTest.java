package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankingMetricsTest {
  @Test
  void firstCountsOneThirdRankHalfAndEleventhNothing() {
    RankingMetrics metrics = RankingMetrics.of(new int[] {1, 3, 11});

    assertThat(metrics.hr10()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(metrics.ndcg10()).isCloseTo(1.5 / 3, within(1e-9));
    assertThat(metrics.members()).isEqualTo(3);
  }
}
