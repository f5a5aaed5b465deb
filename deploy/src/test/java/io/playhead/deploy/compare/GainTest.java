package io.playhead.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GainTest {
  @ParameterizedTest
  @CsvSource({
    "0,  1, 1,          1,    1",
    "1,  1, 0,          0,    0",
    "1,  5, .63092975,  .5,   1",
    "2,  5, .5,         .333333333, 1",
    "9, 10, .28906483,  .1,   1",
    "10, 10, 0,         0,    0",
    "19, 20, .22767025, .05,  1",
    "-1, 20, 0,         0,    0",
    "-2, 20, 0,         0,    0",
  })
  void followsTheFormulas(int rank, int k, double ndcg, double reciprocal, double hit) {
    assertThat(Gain.ndcg(rank, k)).isCloseTo(ndcg, within(1e-8));
    assertThat(Gain.reciprocal(rank, k)).isCloseTo(reciprocal, within(1e-8));
    assertThat(Gain.hit(rank, k)).isEqualTo(hit);
  }
}
