package io.playhead.training;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/**
 * What the title tower reads of some titles: per title its index in the vocabulary (0: none), its
 * weighted metadata rows without padding, and its age.
 *
 * @param index i64 [N]
 * @param rows i64 [K], the metadata rows of all titles one after the other
 * @param weights f32 [K]
 * @param offsets i64 [N], where each title's rows start
 * @param ages i64 [N]
 * @param hasNew whether any title is without an index
 */
record TitleBatch(
    Tensor index, Tensor rows, Tensor weights, Tensor offsets, Tensor ages, boolean hasNew) {

  /** The titles in {@code rows} of {@code titles}; index is taken from {@code index}. */
  static TitleBatch of(TitleRows titles, int[] rows, long[] index) {
    int count = 0;
    for (int row : rows) {
      count += titles.idCount(row);
    }
    int[] metadataRows = new int[count];
    float[] weights = new float[count];
    long[] offsets = new long[rows.length];
    long[] ages = new long[rows.length];
    int at = 0;
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      offsets[i] = at;
      ages[i] = titles.age(row);
      at = titles.write(row, metadataRows, weights, at);
    }
    return new TitleBatch(
        Tensors.of(index, index.length),
        Tensors.of(Arrays.stream(metadataRows).asLongStream().toArray(), count),
        Tensors.of(weights, count),
        Tensors.of(offsets, offsets.length),
        Tensors.of(ages, ages.length),
        Arrays.stream(index).anyMatch(i -> i == 0));
  }
}
