package io.playhead.deploy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContextShufflesTest {
  private static final List<TestCase> CASES =
      List.of(new TestCase("a", new int[0], 1, null, 0), new TestCase("b", new int[0], 1, null, 0));

  @Test
  void setsTheTrueContextAgainstTheMeanOfTheShuffles() {
    // NDCG of places 0, 2 and none: 1, .5 and 0.
    ContextShuffles shuffles =
        new ContextShuffles(
            ranks(0, 2), List.of(ranks(2, 2), ranks(0, -1), ranks(-1, 2), ranks(2, -1)));

    assertThat(shuffles.shuffledNdcg10()).isCloseTo((.5 + .5 + .25 + .25) / 4, within(1e-12));
    assertThat(shuffles.lift()).isCloseTo(.75 / .375, within(1e-12));
    assertThat(shuffles.spread()).isCloseTo(Math.sqrt(4 * .125 * .125 / 3), within(1e-12));
    assertThat(shuffles.shuffledGains())
        .containsExactly(new double[] {2.0 / 4, 1.0 / 4}, within(1e-12));
  }

  @Test
  void hasNoLiftOverNothing() {
    assertThat(new ContextShuffles(ranks(0, 0), List.of(ranks(-1, -1), ranks(-1, 12))).lift())
        .isNull();
  }

  private static Ranks ranks(int... ranks) {
    return new Ranks(CASES, ranks);
  }
}
