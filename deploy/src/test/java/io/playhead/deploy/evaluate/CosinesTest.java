package io.playhead.deploy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Cosines are of directions alone, and quantiles are of what is there. */
class CosinesTest {
  @Test
  void areSortedAndBlindToLength() {
    float[][] one = {{2, 0}, {3, 3}, {0, 5}};
    float[][] other = {{9, 0}, {1, 0}, {0, -1}};

    double[] cosines = Cosines.sorted(one, other);

    assertThat(cosines).containsExactly(new double[] {-1, Math.sqrt(.5), 1}, within(1e-9));
  }

  @Test
  void quantilesAreValues() {
    double[] sorted = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

    assertThat(Cosines.quantile(sorted, .1)).isEqualTo(2);
    assertThat(Cosines.quantile(sorted, .5)).isEqualTo(6);
    assertThat(Cosines.quantile(new double[] {7}, 1)).isEqualTo(7);
  }
}
