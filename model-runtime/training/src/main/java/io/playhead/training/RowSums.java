package io.playhead.training;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * A sparse matrix S, of which a table of rows is multiplied with: each of its N sums takes some
 * rows, each with a weight. Immutable.
 */
final class RowSums {
  private final int[] rows;
  private final float[] weights;
  private final int[] starts;
  private final Tensor rowTensor;
  private final Tensor weightTensor;
  private final Tensor startTensor;

  /**
   * @param rows the rows of all sums, one after the other
   * @param weights of each row
   * @param starts where each sum starts
   */
  RowSums(int[] rows, float[] weights, int[] starts) {
    this.rows = rows;
    this.weights = weights;
    this.starts = starts;
    this.rowTensor = Tensors.of(longs(rows), rows.length);
    this.weightTensor = Tensors.of(weights, weights.length);
    this.startTensor = Tensors.of(longs(starts), starts.length);
  }

  /** S times {@code table}: f32 [N, d]. */
  Tensor of(Tensor table) {
    return Tensors.summedRows(table, rowTensor, startTensor, new TensorOptional(weightTensor));
  }

  /**
   * S transposed, for a table of {@code rowCount}: turns a gradient by the sums into one by the
   * table. Torch does the same, but sorts the rows of S each time.
   */
  RowSums transposed(int rowCount) {
    int[] nextStarts = new int[rowCount + 1];
    for (int row : rows) {
      nextStarts[row + 1]++;
    }
    Arrays.parallelPrefix(nextStarts, Integer::sum);
    int[] at = nextStarts.clone();
    int[] sums = new int[rows.length];
    float[] sumWeights = new float[rows.length];
    for (int sum = 0; sum < starts.length; sum++) {
      int end = sum + 1 < starts.length ? starts[sum + 1] : rows.length;
      for (int i = starts[sum]; i < end; i++) {
        int place = at[rows[i]]++;
        sums[place] = sum;
        sumWeights[place] = weights[i];
      }
    }
    return new RowSums(sums, sumWeights, Arrays.copyOf(nextStarts, rowCount));
  }

  private static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }
}
