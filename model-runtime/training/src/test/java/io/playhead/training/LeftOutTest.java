package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.window.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeftOutTest {
  private static final int TITLES = 10;

  @Test
  void leavesOutWhatWasHadBeforeAndNeitherTheTargetNorUnknownTitles() {
    MemberSequence member = member(4, 7, 4, 12, 4, 9);

    LeftOut leftOut = leftOut(member, 0, 1, 4, 5);

    assertThat(leftOut.watched(0, 1, TITLES)).isEmpty();
    assertThat(leftOut.watched(1, 2, TITLES)).containsExactly(4);
    // The target is title 4, which was had twice; title 12 is not in the vocabulary.
    assertThat(leftOut.watched(2, 3, TITLES)).containsExactly(7);
    assertThat(leftOut.watched(3, 4, TITLES)).containsExactly(4, 7, 4, 4);
  }

  @Test
  void countsRowsFromTheFirstPredictionAskedFor() {
    LeftOut leftOut = leftOut(member(1, 2, 3), 1, 2);

    assertThat(leftOut.watched(0, 2, TITLES)).containsExactly(1, 10 + 1, 10 + 2);
    assertThat(leftOut.watched(1, 2, TITLES)).containsExactly(1, 2);
  }

  @Test
  void takesTheMomentOfTheChoiceUnlessItsTitleCameOutLater() {
    TitleRows titles =
        new TitleRows(
            List.of("a", "b"),
            2,
            new long[0],
            new float[0],
            MetadataRows.of(new int[1]),
            new int[2],
            new long[] {Long.MIN_VALUE, 1_500});
    LeftOut leftOut = leftOut(member(0, 1, 1), 0, 1, 2);

    // Tokens begin at 0, 1,000 and 2,000.
    assertThat(leftOut.moments(0, 3, titles)).containsExactly(0, 1_500, 2_000);
    assertThat(leftOut.moments(2, 3, titles)).containsExactly(2_000);
  }

  private static LeftOut leftOut(MemberSequence member, int... targets) {
    MemberSequence[] members = new MemberSequence[targets.length];
    Arrays.fill(members, member);
    return new LeftOut(members, targets);
  }

  private static MemberSequence member(int... titleRows) {
    List<Token> tokens = new ArrayList<>();
    for (int row : titleRows) {
      tokens.add(
          new Token(
              1_000L * tokens.size(),
              null,
              null,
              null,
              -1,
              0,
              -1,
              Integer.toString(row),
              0,
              -1,
              -1,
              0,
              0,
              0,
              null,
              -1));
    }
    return MemberSequence.of("m", tokens, tokens.size(), Integer::parseInt);
  }
}
