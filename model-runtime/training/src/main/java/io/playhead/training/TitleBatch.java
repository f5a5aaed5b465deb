package io.playhead.training;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/**
 * What the title tower reads of some titles: per title its index in the vocabulary (0: none), its
 * weighted metadata rows without padding, and its age.
 *
 * @param index i64 [N]
 * @param metadata the metadata rows of each title
 * @param ages i64 [N]
 * @param hasNew whether any title is without an index
 */
record TitleBatch(Tensor index, RowSums metadata, Tensor ages, boolean hasNew) {

  /** The titles in {@code rows} of {@code titles}; index is taken from {@code index}. */
  static TitleBatch of(TitleRows titles, int[] rows, long[] index) {
    int count = 0;
    for (int row : rows) {
      count += titles.idCount(row);
    }
    int[] metadataRows = new int[count];
    float[] weights = new float[count];
    int[] offsets = new int[rows.length];
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
        new RowSums(metadataRows, weights, offsets),
        Tensors.of(ages, ages.length),
        Arrays.stream(index).anyMatch(i -> i == 0));
  }
}
