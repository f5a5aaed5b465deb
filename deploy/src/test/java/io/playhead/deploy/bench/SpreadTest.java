package io.playhead.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SpreadTest {
  @Test
  void isTheMiddleAndTheEnds() {
    Spread spread = Spread.of(new double[] {5, 1, 9, 3, 7});

    assertThat(spread).isEqualTo(new Spread(1, 5, 9, 5));
    assertThat(spread.text("%.0f")).isEqualTo("5 [1, 9]");
  }

  /** A machine that is half as fast in one round is so for both. */
  @Test
  void ofRatiosComparesRoundByRound() {
    Spread ratios = Spread.ofRatios(new double[] {10, 20, 30}, new double[] {1, 2, 3});

    assertThat(ratios).isEqualTo(new Spread(10, 10, 10, 3));
  }
}
