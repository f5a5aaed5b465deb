package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

/** Sums of rows of a table, and the same turned around. */
@SuppressWarnings("try") // a scope is closed, not read
class RowSumsTest {
  // Rows 2 and 0, nothing, row 2 twice; row 1 is in no sum.
  private static final int[] ROWS = {2, 0, 2, 2};
  private static final float[] WEIGHTS = {2, 3, 5, 7};
  private static final int[] STARTS = {0, 2, 2};

  @Test
  void addsWeightedRows() {
    try (PointerScope scope = new PointerScope()) {
      float[] table = {1, 10, 100, 1000, 0.5f, 5};

      float[] sums = Tensors.floats(new RowSums(ROWS, WEIGHTS, STARTS).of(Tensors.of(table, 3, 2)));

      assertThat(sums).containsExactly(4, 40, 0, 0, 6, 60);
    }
  }

  @Test
  void transposedGivesEachRowTheSumsThatItIsIn() {
    try (PointerScope scope = new PointerScope()) {
      float[] ofSums = {1, 10, 100, 1000, 0.5f, 5};
      RowSums transposed = new RowSums(ROWS, WEIGHTS, STARTS).transposed(4);

      float[] ofRows = Tensors.floats(transposed.of(Tensors.of(ofSums, 3, 2)));

      assertThat(ofRows).containsExactly(3, 30, 0, 0, 8, 80, 0, 0);
    }
  }
}
