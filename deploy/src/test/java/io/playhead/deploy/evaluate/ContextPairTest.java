package io.playhead.deploy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ContextPairTest {
  private static final double SECOND = Math.log(2) / Math.log(3); // gain of the second place

  private final ToDoubleFunction<String> noon = wishes(Map.of("clip", .6, "film", .1));
  private final ToDoubleFunction<String> night = wishes(Map.of("clip", .2, "film", .5));

  @Test
  void isWhatAnExchangeOfTheListsWouldCost() {
    double difference =
        ContextPair.difference(List.of("clip", "film"), List.of("film", "clip"), noon, night);

    // At noon .6 + .1 s against .1 + .6 s, at night .5 + .2 s against .2 + .5 s.
    assertThat(difference).isCloseTo((.5 + .3) * (1 - SECOND), within(1e-12));
  }

  @Test
  void isNothingWithoutADifferenceAndNegativeForTheWrongOne() {
    List<String> clips = List.of("clip", "film");
    List<String> films = List.of("film", "clip");

    assertThat(ContextPair.difference(clips, clips, noon, night)).isZero();
    assertThat(ContextPair.difference(films, clips, noon, night)).isNegative();
  }

  @Test
  void countsTenPlacesAndNothingForWhatCannotBeChosen() {
    List<String> list = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "film", "clip");

    assertThat(ExpectedGain.of(list, noon)).isCloseTo(.1 * RankingFigures.ndcg(9), within(1e-12));
    assertThat(ExpectedGain.of(List.of(), noon)).isZero();
  }

  private static ToDoubleFunction<String> wishes(Map<String, Double> probabilities) {
    return titleId -> probabilities.getOrDefault(titleId, 0.0);
  }
}
