package io.playhead.training;

import org.bytedeco.pytorch.Tensor;

/**
 * Who may look at whom, and from how far: the mask and the distances that all layers of one forward
 * pass share. Queries are new tokens; keys are cached ones, then the new ones.
 *
 * @param rows 1 where all rows of the batch are alike, else B
 * @param queries new tokens T
 * @param keys cached and new tokens S
 * @param distances i64 [rows x T x S], 0 to 255
 * @param mask f32 [rows, 1, T, S], 0 or a large negative
 */
record AttentionPlan(int rows, int queries, int keys, Tensor distances, Tensor mask) {
  // Far below any score, far above overflow; its exponential is 0 in float32.
  private static final float HIDDEN = -1e9f;

  /** Windows from their start, padded on the right, which no valid token can see. */
  static AttentionPlan causal(int length) {
    return of(new long[1], 0, length);
  }

  /**
   * New tokens after caches of {@code pastLengths}, padded to {@code pastSize}, as the graph of a
   * step does it.
   */
  static AttentionPlan of(long[] pastLengths, int pastSize, int length) {
    int rows = pastLengths.length;
    int keys = pastSize + length;
    long[] distances = new long[rows * length * keys];
    float[] mask = new float[distances.length];
    int at = 0;
    for (int row = 0; row < rows; row++) {
      for (int query = 0; query < length; query++) {
        long position = pastLengths[row] + query;
        for (int key = 0; key < keys; key++, at++) {
          boolean isPast = key < pastSize;
          long keyPosition = isPast ? key : pastLengths[row] + key - pastSize;
          boolean visible = isPast ? key < pastLengths[row] : keyPosition <= position;
          mask[at] = visible ? 0 : HIDDEN;
          distances[at] = Math.max(0, Math.min(ModelShape.DISTANCES - 1, position - keyPosition));
        }
      }
    }
    return new AttentionPlan(
        rows,
        length,
        keys,
        Tensors.of(distances, distances.length),
        Tensors.of(mask, rows, 1, length, keys));
  }

  /** The learned bias of {@code table} [heads, 256] and the mask: f32 [rows, heads, T, S]. */
  Tensor bias(Tensor table) {
    return table
        .index_select(1, distances)
        .view(table.size(0), rows, queries, keys)
        .transpose(0, 1)
        .add(mask);
  }
}
