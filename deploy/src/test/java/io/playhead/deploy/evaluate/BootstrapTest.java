package io.playhead.deploy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  /** The mean of n coins is normal enough: 1.96 standard errors to each side. */
  @Test
  void agreesWithTheNormalIntervalOfAMean() {
    long seed = new Random().nextLong();
    System.out.println("agreesWithTheNormalInterval seed " + seed);
    int n = 4000;
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = i % 5 == 0 ? 1 : 0;
    }

    Interval interval = Bootstrap.of(members(n, 1), seed).mean(values);

    double error = Math.sqrt(.2 * .8 / n);
    assertThat(interval.low()).isCloseTo(.2 - 1.96 * error, within(.35 * error));
    assertThat(interval.high()).isCloseTo(.2 + 1.96 * error, within(.35 * error));
  }

  /** Ten questions of one member are no ten members: the interval is as wide as of the members. */
  @Test
  void drawsMembersWithAllTheirQuestions() {
    double[] values = new double[4000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 10 % 5 == 0 && i % 2 == 0 ? 2 : 0; // a member has 10 or none
    }

    Interval interval = Bootstrap.of(members(400, 10), 1).mean(values);

    double error = Math.sqrt(.2 * .8 / 400);
    assertThat(interval.low()).isBetween(.1, .2);
    assertThat(interval.high() - interval.low()).isCloseTo(2 * 1.96 * error, within(.5 * error));
  }

  @Test
  void pairsTheTwoSidesOfARatio() {
    double[] below = {1, 5, 2, 8, 3, 3, 9, 1};
    double[] above = new double[below.length];
    for (int i = 0; i < below.length; i++) {
      above[i] = 2 * below[i];
    }

    Interval ratio = Bootstrap.of(members(below.length, 1), 3).ratio(above, below);

    assertThat(ratio.low()).isCloseTo(2, within(1e-12));
    assertThat(ratio.high()).isCloseTo(2, within(1e-12));
  }

  @Test
  void isTheSameForTheSameSeed() {
    double[] values = {1, 0, 0, 1, 1, 0, 1, 0, 0, 0};
    List<TestCase> cases = members(10, 1);

    assertThat(Bootstrap.of(cases, 5).mean(values)).isEqualTo(Bootstrap.of(cases, 5).mean(values));
    assertThat(Bootstrap.of(cases, 5).mean(values)).isEqualTo(new Interval(.1, .7));
  }

  @Test
  void hasNoIntervalWhereThereIsNothingToDivideBy() {
    assertThat(Bootstrap.of(List.of(), 1).mean(new double[0])).isNull();
    assertThat(Bootstrap.of(members(2, 1), 1).ratio(new double[] {1, 1}, new double[] {0, 1}))
        .isNull();
  }

  private static List<TestCase> members(int members, int questions) {
    List<TestCase> cases = new ArrayList<>();
    for (int i = 0; i < members * questions; i++) {
      cases.add(new TestCase("m" + i / questions, new int[0], 1, null, 0));
    }
    return cases;
  }
}
