package io.playhead.deploy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankingFiguresTest {
  @Test
  void discountsByTheLogarithmOfThePlace() {
    assertThat(RankingFigures.ndcg(0)).isEqualTo(1);
    assertThat(RankingFigures.ndcg(1)).isCloseTo(.63093, within(1e-5));
    assertThat(RankingFigures.ndcg(2)).isEqualTo(.5);
    assertThat(RankingFigures.ndcg(9)).isCloseTo(.28906, within(1e-5));
    assertThat(RankingFigures.ndcg(10)).isZero();
    assertThat(RankingFigures.ndcg(-1)).isZero();
  }

  @Test
  void averagesOverAllRankings() {
    RankingFigures figures = new RankingFigures();

    figures.add(0);
    figures.add(2);
    figures.add(10);
    figures.add(-1);

    assertThat(figures.count()).isEqualTo(4);
    assertThat(figures.hr10()).isEqualTo(.5);
    assertThat(figures.ndcg10()).isEqualTo(.375);
    // Gains 1, .5, 0, 0: variance .6875 / 3, standard error sqrt of a quarter of it.
    assertThat(figures.ndcg10StandardError()).isCloseTo(.23936, within(1e-5));
  }

  @Test
  void knowsNothingWithoutRankings() {
    assertThat(new RankingFigures().hr10()).isNaN();
    assertThat(new RankingFigures().ndcg10()).isNaN();
    assertThat(new RankingFigures().ndcg10StandardError()).isNaN();
  }
}
