package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of the first ten titles so many are new, and they stand last. */
class NewTitlePlacesTest {
  @Test
  void theFirstTenEndWithTheBestNewTitles() {
    assertThat(shown(2, "kknknkkkkkkkn")).isEqualTo("0 1 3 5 6 7 8 9 2 4 10 11 12");
    assertThat(shown(2, "nnnkkkkkkkkkkk")).isEqualTo("3 4 5 6 7 8 9 10 0 1 2 11 12 13");
    assertThat(shown(1, "nnnkkkkkkkkkkk")).isEqualTo("3 4 5 6 7 8 9 10 11 0 1 2 12 13");
    assertThat(shown(0, "nnkkkkkkkkkkkk")).isEqualTo("2 3 4 5 6 7 8 9 10 11 0 1 12 13");
    assertThat(shown(2, "kkkkkkkkkknk"))
        .as("earns no place")
        .isEqualTo("0 1 2 3 4 5 6 7 8 9 10 11");
  }

  @Test
  void shortListsAndListsOfNewTitlesKeepAllTheirTitles() {
    assertThat(shown(2, "nkk")).isEqualTo("1 2 0");
    assertThat(shown(2, "nnnknnnnnnnn")).isEqualTo("3 0 1 2 4 5 6 7 8 9 10 11");
    assertThat(shown(0, "nn")).isEqualTo("0 1");
    assertThat(shown(2, "")).isEmpty();
  }

  @Test
  void placeSaysWhereATitleStandsInThatOrder() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      NewTitlePlaces places = new NewTitlePlaces(random.nextInt(10));
      int count = 40;
      BitSet isNew = new BitSet();
      double share = random.nextDouble() * .5;
      IntStream.range(0, count).filter(i -> random.nextDouble() < share).forEach(isNew::set);
      int[] knownAbove = isNew.stream().map(i -> i - isNew.get(0, i).cardinality()).toArray();
      int newInFirst = places.inFirst(knownAbove);

      int[] order = places.order(count, isNew::get);

      for (int place = 0; place < count; place++) {
        int title = order[place];
        int newAbove = isNew.get(0, title).cardinality();
        assertThat(NewTitlePlaces.place(isNew.get(title), title - newAbove, newAbove, newInFirst))
            .as("seed %d round %d title %d of %s, %s", seed, round, title, isNew, places)
            .isEqualTo(place);
      }
    }
  }

  @Test
  void refusesMoreThanTenInTen() {
    assertThatThrownBy(() -> new NewTitlePlaces(11)).hasMessageContaining("newTitlesInTen=11");
    assertThat(new NewTitlePlaces(10).byScoreAlone()).isTrue();
  }

  private static String shown(int most, String kinds) {
    int[] order = new NewTitlePlaces(most).order(kinds.length(), i -> kinds.charAt(i) == 'n');
    return Arrays.stream(order).mapToObj(Integer::toString).collect(Collectors.joining(" "));
  }
}
