package io.playhead.training;

import io.playhead.window.TitleFeatures;
import org.bytedeco.pytorch.Tensor;

/**
 * What the title tower reads of some titles: per title its index in the vocabulary (0: none), its
 * weighted metadata ids without padding, and its age.
 *
 * @param index i64 [N]
 * @param ids i64 [K], the ids of all titles one after the other
 * @param weights f32 [K]
 * @param offsets i64 [N], where each title's ids start
 * @param ages i64 [N]
 */
record TitleBatch(Tensor index, Tensor ids, Tensor weights, Tensor offsets, Tensor ages) {

  /** The titles in {@code rows} of {@code titles}; index is taken from {@code index}. */
  static TitleBatch of(TitleRows titles, int[] rows, long[] index) {
    int count = 0;
    for (int row : rows) {
      count += titles.idCount(row);
    }
    long[] ids = new long[count];
    float[] weights = new float[count];
    long[] offsets = new long[rows.length];
    long[] ages = new long[rows.length];
    int at = 0;
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      int from = row * TitleFeatures.SLOTS;
      offsets[i] = at;
      ages[i] = titles.age(row);
      for (int slot = 0; slot < TitleFeatures.SLOTS; slot++) {
        if (titles.weights()[from + slot] != 0) {
          ids[at] = titles.ids()[from + slot];
          weights[at++] = titles.weights()[from + slot];
        }
      }
    }
    return new TitleBatch(
        Tensors.of(index, index.length),
        Tensors.of(ids, ids.length),
        Tensors.of(weights, weights.length),
        Tensors.of(offsets, offsets.length),
        Tensors.of(ages, ages.length));
  }

  TitleBatch withIndex(long[] other) {
    return new TitleBatch(Tensors.of(other, other.length), ids, weights, offsets, ages);
  }
}
