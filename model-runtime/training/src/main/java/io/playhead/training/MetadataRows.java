package io.playhead.training;

import io.playhead.window.TitleFeatures;

/**
 * Which metadata has a learned row: the values that at least {@value #TITLES_WITH_MIN} titles of
 * the vocabulary share, numbered from 1 in the order of their hash buckets. What one title alone
 * has names that title as an ID does, and helps no new one. Row 0 is for all other buckets, and
 * zero. Immutable, any thread.
 */
final class MetadataRows {
  private static final int TITLES_WITH_MIN = 2;

  private final int[] rowOfBucket;
  private final int count;

  private MetadataRows(int[] rowOfBucket, int count) {
    this.rowOfBucket = rowOfBucket;
    this.count = count;
  }

  /**
   * @param ids {@value TitleFeatures#SLOTS} buckets of each title of the vocabulary; what follows
   *     them is of no account
   * @param weights of each; 0: padding
   */
  static MetadataRows of(long[] ids, float[] weights, int vocabularySize, int buckets) {
    int[] titlesWith = new int[buckets];
    for (int i = 0; i < vocabularySize * TitleFeatures.SLOTS; i++) {
      titlesWith[(int) ids[i]] += weights[i] != 0 ? 1 : 0;
    }
    int count = 1;
    for (int bucket = 0; bucket < buckets; bucket++) {
      titlesWith[bucket] = titlesWith[bucket] < TITLES_WITH_MIN ? 0 : count++;
    }
    return new MetadataRows(titlesWith, count);
  }

  /** The rows that an earlier model had. */
  static MetadataRows of(int[] rowOfBucket) {
    int last = 0;
    for (int row : rowOfBucket) {
      last = Math.max(last, row);
    }
    return new MetadataRows(rowOfBucket, last + 1);
  }

  /** Rows, row 0 included. */
  int count() {
    return count;
  }

  int row(long bucket) {
    return rowOfBucket[(int) bucket];
  }

  /** The row of each bucket, as title.onnx has it. */
  int[] rowOfBucket() {
    return rowOfBucket.clone();
  }

  /** The values [count x width] that those rows have in a table of {@code others} rows. */
  float[] taken(float[] table, MetadataRows others, int width) {
    float[] taken = new float[count * width];
    for (int bucket = 0; bucket < rowOfBucket.length; bucket++) {
      int row = rowOfBucket[bucket];
      int theirs = others.rowOfBucket[bucket];
      if (row > 0 && theirs > 0) {
        System.arraycopy(table, theirs * width, taken, row * width, width);
      }
    }
    return taken;
  }
}
