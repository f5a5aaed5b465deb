package io.playhead.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StandingsTest {
  private static Standing standing(String value, int plays, double difference) {
    return new Standing(
        "title", value, plays, 1, new Difference(0.0, difference, difference, null));
  }

  @Test
  void ordersByDifferenceThenByPlaysThenByName() {
    List<Standing> candidates =
        List.of(
            standing("c", 5, .5),
            standing("b", 7, .5),
            standing("a", 5, .5),
            standing("small", 4, .9),
            standing("same", 9, 0),
            standing("x", 5, -.1),
            standing("y", 5, -.3));

    Standings standings = Standings.of(5, candidates);

    assertThat(standings.candidates()).isEqualTo(6);
    assertThat(standings.winners()).extracting(Standing::value).containsExactly("b", "a", "c");
    assertThat(standings.losers()).extracting(Standing::value).containsExactly("y", "x");
  }

  /** Group g has the gain g - 14 for each of its plays: fourteen lose, fifteen win. */
  @Test
  void namesTheEndsOfManyGroupsAlone() {
    int[] plays = IntStream.range(0, 30 * 3).toArray();
    PlayGroups groups = new PlayGroups(plays, play -> play % 30, play -> play % 30 - 14);
    List<String> asked = new ArrayList<>();

    Standings standings =
        groups.standings(
            3,
            group -> "g" + group,
            (name, its) -> {
              asked.add(name);
              assertThat(its).hasSize(3);
              return standing(name, its.length, its[0] % 30 - 14);
            });

    assertThat(standings.candidates()).isEqualTo(30);
    assertThat(asked).hasSize(20).doesNotHaveDuplicates();
    assertThat(standings.winners()).hasSize(10);
    assertThat(standings.winners().get(0).value()).isEqualTo("g29");
    assertThat(standings.losers().get(0).value()).isEqualTo("g0");
    assertThat(standings.losers().get(9).value()).isEqualTo("g9");
  }

  /** Group g gains g / 30 for each of ten plays; one more gains 5 for its only one. */
  @Test
  void ordersGroupsByMeanAndNotBySum() {
    int[] plays = IntStream.rangeClosed(0, 300).toArray();
    PlayGroups groups =
        new PlayGroups(plays, play -> play / 10, play -> play == 300 ? 5 : play / 10 / 30.0);

    Standings standings =
        groups.standings(
            1,
            group -> "g" + group,
            (name, its) -> standing(name, its.length, its[0] == 300 ? 5 : its[0] / 10 / 30.0));

    assertThat(standings.winners().get(0).value()).isEqualTo("g30");
    assertThat(standings.winners().get(1).value()).isEqualTo("g29");
  }

  @Test
  void leavesOutGroupsWithTooFewPlays() {
    PlayGroups groups = new PlayGroups(new int[] {0, 1, 2}, play -> play / 2, play -> 1);

    Standings standings =
        groups.standings(2, group -> "g" + group, (name, its) -> standing(name, its.length, 1));

    assertThat(standings.candidates()).isEqualTo(1);
    assertThat(standings.winners()).extracting(Standing::value).containsExactly("g0");
  }
}
