package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a training remembers of its validations. */
class ValidationsTest {
  @Test
  void knowsTheFirstBestAndHowLongAgoItWas() {
    Validations validations = new Validations();
    assertThat(validations.best()).isNull();
    assertThat(validations.sinceBest()).isZero();

    add(validations, .1, .3, .2, .3);

    assertThat(validations.best().epoch()).isEqualTo(1);
    assertThat(validations.sinceBest()).isEqualTo(2);
  }

  @Test
  void knowsWhenAFigureWasReached() {
    Validations validations = new Validations();

    add(validations, .1, .3, .4);

    assertThat(validations.reaching(.3).seconds()).isEqualTo(10);
    assertThat(validations.reaching(.31).seconds()).isEqualTo(20);
    assertThat(validations.reaching(.5)).isNull();
  }

  private static void add(Validations validations, double... ndcg10) {
    for (int i = 0; i < ndcg10.length; i++) {
      validations.add(
          new Validations.Entry(i, 7L * i, 10.0 * i, new RankingMetrics(.5, ndcg10[i], 3)));
    }
  }
}
