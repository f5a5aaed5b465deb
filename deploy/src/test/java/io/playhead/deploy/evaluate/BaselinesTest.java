package io.playhead.deploy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BaselinesTest {
  private static final List<String> CANDIDATES = List.of("10", "9", "8", "7", "100");

  @Test
  void ranksByPlaysThenByNumber() {
    Popularity popularity = new Popularity();

    List.of("8", "8", "100", "10").forEach(popularity::add);

    assertThat(popularity.ranking(CANDIDATES)).containsExactly("8", "10", "100", "7", "9");
  }

  @Test
  void leavesWatchedTitlesOutOfThePlace() {
    List<String> ranking = List.of("8", "10", "100");

    assertThat(Popularity.rank("100", ranking, Set.of())).isEqualTo(2);
    assertThat(Popularity.rank("100", ranking, Set.of("8"))).isEqualTo(1);
    assertThat(Popularity.rank("9", ranking, Set.of())).isEqualTo(-1);
  }

  @Test
  void ranksFollowersBeforePopularTitles() {
    Transitions transitions = new Transitions();
    transitions.add(List.of("1", "7", "1", "7"));
    transitions.add(List.of("1", "10"));
    transitions.add(List.of("1", "9"));
    List<String> popular = List.of("8", "7", "100", "9", "10");

    // After 1: 7 twice, then 9 and 10 once each by number, then 8 and 100 by popularity.
    assertThat(transitions.rank("7", "1", popular, Set.of())).isEqualTo(0);
    assertThat(transitions.rank("9", "1", popular, Set.of())).isEqualTo(1);
    assertThat(transitions.rank("10", "1", popular, Set.of())).isEqualTo(2);
    assertThat(transitions.rank("8", "1", popular, Set.of())).isEqualTo(3);
    assertThat(transitions.rank("100", "1", popular, Set.of())).isEqualTo(4);
    assertThat(transitions.rank("100", "1", popular, Set.of("7", "8"))).isEqualTo(2);
    assertThat(transitions.rank("55", "1", popular, Set.of())).isEqualTo(-1);
  }

  @Test
  void fallsBackToPopularityAfterAnUnknownTitle() {
    assertThat(new Transitions().rank("7", "55", List.of("8", "7"), Set.of())).isEqualTo(1);
  }
}
