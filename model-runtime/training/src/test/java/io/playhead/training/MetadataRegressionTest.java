package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The regression is at the minimum that it promises. */
class MetadataRegressionTest {
  private static final int TITLES = 40;
  private static final int FEATURES = 60;
  private static final int PER_TITLE = 5;
  private static final int WIDTH = 3;
  private static final long SEED = 11;

  private final int[] starts = new int[TITLES + 1];
  private final int[] rows = new int[TITLES * PER_TITLE];
  private final float[] weights = new float[rows.length];
  private final float[] y = new float[TITLES * WIDTH];

  MetadataRegressionTest() {
    Random random = new Random(SEED);
    for (int title = 0; title < TITLES; title++) {
      starts[title + 1] = (title + 1) * PER_TITLE;
      for (int i = starts[title]; i < starts[title + 1]; i++) {
        rows[i] = 1 + random.nextInt(FEATURES - 1);
        weights[i] = random.nextFloat();
      }
    }
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) random.nextGaussian() + i % WIDTH;
    }
  }

  @Test
  void noStepInAnyDirectionMakesTheErrorSmaller() {
    double ridge = .2;
    MetadataRegression.Fit fit = regression(ridge).fit(y, FEATURES);
    double lambda = ridge * meanSquares();
    double least = error(fit.table(), fit.mean(), lambda);

    for (int i = WIDTH; i < fit.table().length; i++) {
      for (float step : new float[] {-.01f, .01f}) {
        float[] moved = fit.table().clone();
        moved[i] += step;
        assertThat(error(moved, fit.mean(), lambda))
            .as("seed %d, at %d", SEED, i)
            .isGreaterThan(least);
      }
    }
    for (int k = 0; k < WIDTH; k++) {
      assertThat(fit.table()[k]).as("row 0 has no title").isZero();
    }
  }

  @Test
  void aHardRidgeLeavesTheMeanAlone() {
    MetadataRegression.Fit fit = regression(1e9).fit(y, FEATURES);

    for (float value : fit.table()) {
      assertThat(value).isCloseTo(0, within(1e-6f));
    }
    float sum = 0;
    for (int title = 0; title < TITLES; title++) {
      sum += y[title * WIDTH + 1];
    }
    assertThat(fit.mean()[1]).isCloseTo(sum / TITLES, within(1e-5f));
  }

  @Test
  void titlesWithoutAnyMetadataAreAllTheirMean() {
    MetadataRegression.Fit fit =
        new MetadataRegression(new int[3], new int[0], new float[0], 1, .3)
            .fit(new float[] {2, 4}, 1);

    assertThat(fit.mean()).containsExactly(3);
    assertThat(fit.table()).containsExactly(0);
  }

  private MetadataRegression regression(double ridge) {
    return new MetadataRegression(starts, rows, weights, WIDTH, ridge);
  }

  private double meanSquares() {
    double squares = 0;
    for (float weight : weights) {
      squares += (double) weight * weight;
    }
    return squares / TITLES;
  }

  private double error(float[] table, float[] mean, double lambda) {
    double error = 0;
    for (float value : table) {
      error += lambda * value * value;
    }
    for (int title = 0; title < TITLES; title++) {
      for (int k = 0; k < WIDTH; k++) {
        double left = y[title * WIDTH + k] - mean[k];
        for (int i = starts[title]; i < starts[title + 1]; i++) {
          left -= (double) weights[i] * table[rows[i] * WIDTH + k];
        }
        error += left * left;
      }
    }
    return error;
  }
}
