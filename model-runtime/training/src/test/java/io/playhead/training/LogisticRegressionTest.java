package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The weights that were drawn from are found again. */
class LogisticRegressionTest {
  @Test
  void findsTheChancesThatLabelsWereDrawnWith() {
    double[] truth = {-1, 0, 2, .5, 1.5};
    long seed = System.nanoTime();
    Random random = new Random(seed);
    LogisticRegression regression = new LogisticRegression(4);
    for (int i = 0; i < 40_000; i++) {
      int[] columns = {0, 1 + random.nextInt(3)};
      double number = random.nextDouble();
      double chance = LogisticRegression.chance(truth, columns, number);
      regression.add(columns, number, random.nextDouble() < chance);
    }

    double[] weights = regression.fit();

    for (int column = 1; column <= 3; column++) {
      for (double number : new double[] {0, .5, 1}) {
        int[] columns = {0, column};
        assertThat(LogisticRegression.chance(weights, columns, number))
            .as("seed %d column %d number %s", seed, column, number)
            .isCloseTo(LogisticRegression.chance(truth, columns, number), within(.04));
      }
    }
  }

  @Test
  void whatNeverHappenedIsUnlikelyAndNotImpossible() {
    LogisticRegression regression = new LogisticRegression(3);
    for (int i = 0; i < 100; i++) {
      regression.add(new int[] {0, 1}, 0, true);
      regression.add(new int[] {0, 2}, 0, false);
    }

    double[] weights = regression.fit();

    assertThat(LogisticRegression.chance(weights, new int[] {0, 1}, 0)).isBetween(.9, .999);
    assertThat(LogisticRegression.chance(weights, new int[] {0, 2}, 0)).isBetween(.001, .1);
  }
}
