package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** New titles get the values of those that look like them. */
class SimilarTitlesTest {
  private static final float[] EAST = {1, 0};
  private static final float[] NORTH = {0, 1};
  private static final float[] WEST = {-1, 0};

  @Test
  void weightsKnownTitlesByTheirSimilarity() {
    float[] looks = rows(EAST, NORTH, WEST, new float[] {.6f, .8f});
    float[] values = {10, 1, 20, 2, 30, 3, 7, 7};

    SimilarTitles.fill(values, looks, new boolean[] {true, true, true, false}, 2);

    // (.6 x 10 + .8 x 20) / 1.4, and west is of no help.
    assertThat(values[6]).isEqualTo(22 / 1.4f, within(1e-5f));
    assertThat(values[7]).isEqualTo(2.2f / 1.4f, within(1e-5f));
    assertThat(values).startsWith(10, 1, 20, 2, 30, 3);
  }

  @Test
  void asksTheNearestOnly() {
    int near = SimilarTitles.NEAREST;
    float[][] looks = new float[near + 6][];
    float[] values = new float[2 * looks.length];
    boolean[] isKnown = new boolean[looks.length];
    for (int row = 1; row < looks.length; row++) {
      looks[row] = row <= near ? EAST : new float[] {.6f, .8f};
      values[2 * row] = row <= near ? 5 : 1000;
      isKnown[row] = true;
    }
    looks[0] = EAST;

    SimilarTitles.fill(values, rows(looks), isKnown, 2);

    assertThat(values[0]).isEqualTo(5f, within(1e-5f));
  }

  @Test
  void newTitlesDoNotLearnFromOneAnother() {
    float[] values = {9, 9, 4, 4, 8, 8};

    SimilarTitles.fill(values, rows(EAST, EAST, EAST), new boolean[] {false, true, false}, 2);

    assertThat(values).containsExactly(4, 4, 4, 4, 4, 4);
  }

  @Test
  void leavesWhatNothingIsLikeAsItIs() {
    float[] alone = {1, 2};
    float[] opposite = {1, 2, 3, 4};

    SimilarTitles.fill(alone, rows(EAST), new boolean[] {false}, 2);
    SimilarTitles.fill(opposite, rows(EAST, WEST), new boolean[] {false, true}, 2);

    assertThat(alone).containsExactly(1, 2);
    assertThat(opposite).containsExactly(1, 2, 3, 4);
  }

  private static float[] rows(float[]... rows) {
    float[] all = new float[2 * rows.length];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, all, 2 * row, 2);
    }
    return all;
  }
}
