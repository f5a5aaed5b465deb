package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.window.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedTest {
  private static final int TITLES = 10;

  @Test
  void leavesOutWhatWasHadBeforeAndNeitherTheTargetNorUnknownTitles() {
    MemberSequence member = member(4, 7, 4, 12, 4, 9);

    Watched watched = watched(member, 0, 1, 4, 5);

    assertThat(watched.places(0, 1, TITLES)).isEmpty();
    assertThat(watched.places(1, 2, TITLES)).containsExactly(4);
    // The target is title 4, which was had twice; title 12 is not in the vocabulary.
    assertThat(watched.places(2, 3, TITLES)).containsExactly(7);
    assertThat(watched.places(3, 4, TITLES)).containsExactly(4, 7, 4, 4);
  }

  @Test
  void countsRowsFromTheFirstPredictionAskedFor() {
    Watched watched = watched(member(1, 2, 3), 1, 2);

    assertThat(watched.places(0, 2, TITLES)).containsExactly(1, 10 + 1, 10 + 2);
    assertThat(watched.places(1, 2, TITLES)).containsExactly(1, 2);
  }

  private static Watched watched(MemberSequence member, int... targets) {
    MemberSequence[] members = new MemberSequence[targets.length];
    Arrays.fill(members, member);
    return new Watched(members, targets);
  }

  private static MemberSequence member(int... titleRows) {
    List<Token> tokens = new ArrayList<>();
    for (int row : titleRows) {
      tokens.add(
          new Token(
              0, null, null, null, -1, 0, -1, Integer.toString(row), 0, -1, -1, 0, 0, 0, null, -1));
    }
    return MemberSequence.of("m", tokens, tokens.size(), Integer::parseInt);
  }
}
