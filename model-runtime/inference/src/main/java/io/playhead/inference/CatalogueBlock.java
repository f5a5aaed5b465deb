package io.playhead.inference;

import io.playhead.schemas.Availability;
import io.playhead.schemas.Title;
import java.time.Duration;
import java.util.List;

/**
 * Up to {@link #ROWS} titles with their vectors. A score is summed in the fixed order j = 0, 1,
 * ..., so it is the same bits wherever it is asked for. Written while a snapshot is built, then
 * only read.
 */
final class CatalogueBlock {
  /** What one change copies: 256 x 2 vectors x width 64 x 4 B = 128 KiB. */
  static final int ROWS = 256;

  private final int width;
  private final Title[] titles;
  private final long[] keys;
  private final float[] inputs; // row-major
  private final float[] scores; // row-major
  private final boolean[] hasNoId;
  private final AvailableIn[][] where;
  private final long[] outMs; // when each title came out, as far as is known
  private long newestOutMs = Long.MIN_VALUE; // of all that ever stood here
  private int count;

  CatalogueBlock(int width) {
    this.width = width;
    this.titles = new Title[ROWS];
    this.keys = new long[ROWS];
    this.hasNoId = new boolean[ROWS];
    this.where = new AvailableIn[ROWS][];
    this.outMs = new long[ROWS];
    this.inputs = new float[ROWS * width];
    this.scores = new float[ROWS * width];
  }

  private CatalogueBlock(CatalogueBlock other) {
    this.width = other.width;
    this.titles = other.titles.clone();
    this.keys = other.keys.clone();
    this.hasNoId = other.hasNoId.clone();
    this.where = other.where.clone();
    this.outMs = other.outMs.clone();
    this.newestOutMs = other.newestOutMs;
    this.inputs = other.inputs.clone();
    this.scores = other.scores.clone();
    this.count = other.count;
  }

  CatalogueBlock copy() {
    return new CatalogueBlock(this);
  }

  /** Rows in use, the first ones. */
  int count() {
    return count;
  }

  Title title(int row) {
    return titles[row];
  }

  String titleId(int row) {
    return titles[row].getTitleId();
  }

  long key(int row) {
    return keys[row];
  }

  /** Whether the model has never seen the title, and places it by its metadata. */
  boolean hasNoId(int row) {
    return hasNoId[row];
  }

  void copyInput(int row, float[] target) {
    System.arraycopy(inputs, row * width, target, 0, width);
  }

  void copyScore(int row, float[] target) {
    System.arraycopy(scores, row * width, target, 0, width);
  }

  float score(float[] vector, int row) {
    int at = row * width;
    float sum = 0;
    for (int j = 0; j < width; j++) {
      sum += vector[j] * scores[at + j];
    }
    return sum;
  }

  /**
   * Scores of the first {@code count} of {@code rows} into {@code sums}. A sum waits for each of
   * its additions; four at a time, next to each other, they wait together.
   */
  void score(float[] vector, int[] rows, int count, float[] sums) {
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      scoreFour(vector, rows, i, sums);
    }
    for (; i < count; i++) {
      sums[i] = score(vector, rows[i]);
    }
  }

  private void scoreFour(float[] vector, int[] rows, int i, float[] sums) {
    int at0 = rows[i] * width;
    int at1 = rows[i + 1] * width;
    int at2 = rows[i + 2] * width;
    int at3 = rows[i + 3] * width;
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    for (int j = 0; j < width; j++) {
      float value = vector[j];
      sum0 += value * scores[at0 + j];
      sum1 += value * scores[at1 + j];
      sum2 += value * scores[at2 + j];
      sum3 += value * scores[at3 + j];
    }
    sums[i] = sum0;
    sums[i + 1] = sum1;
    sums[i + 2] = sum2;
    sums[i + 3] = sum3;
  }

  /** Whether the step sees something else of a title than this row. */
  boolean inputDiffers(int row, TitleVectors vectors, int index) {
    for (int j = 0; j < width; j++) {
      if (inputs[row * width + j] != vectors.input()[index * width + j]) {
        return true;
      }
    }
    return false;
  }

  void set(int row, Title title, long key, TitleVectors vectors, int index) {
    titles[row] = title;
    keys[row] = key;
    hasNoId[row] = vectors.isNew()[index];
    where[row] = AvailableIn.of(title);
    out(row, outMs(title));
    System.arraycopy(vectors.input(), index * width, inputs, row * width, width);
    System.arraycopy(vectors.score(), index * width, scores, row * width, width);
    count = Math.max(count, row + 1);
  }

  /** Moves a row of {@code source} here. */
  void set(int row, CatalogueBlock source, int sourceRow) {
    titles[row] = source.titles[sourceRow];
    keys[row] = source.keys[sourceRow];
    hasNoId[row] = source.hasNoId[sourceRow];
    where[row] = source.where[sourceRow];
    out(row, source.outMs[sourceRow]);
    System.arraycopy(source.inputs, sourceRow * width, inputs, row * width, width);
    System.arraycopy(source.scores, sourceRow * width, scores, row * width, width);
  }

  /** Whether any title here may have come out at {@code fromMs} or later. */
  boolean mayHaveNew(long fromMs) {
    return newestOutMs >= fromMs;
  }

  /**
   * Whether a title came out at {@code fromMs} or later: first became available anywhere, or, where
   * it always was, was released.
   */
  boolean isNew(int row, long fromMs) {
    return outMs[row] >= fromMs;
  }

  private void out(int row, long ms) {
    outMs[row] = ms;
    newestOutMs = Math.max(newestOutMs, ms);
  }

  private static long outMs(Title title) {
    List<Availability> where = title.getAvailability();
    if (where != null && !where.isEmpty() && where.stream().allMatch(e -> e.getFromMs() != null)) {
      return where.stream().mapToLong(Availability::getFromMs).min().getAsLong();
    }
    Integer day = title.getReleaseEpochDay();
    return day == null ? Long.MIN_VALUE : Duration.ofDays(day).toMillis();
  }

  void removeLast() {
    count--;
    titles[count] = null;
  }

  /**
   * Whether a title may be shown. Without a list of countries it may be shown everywhere; in a
   * country nobody told us only what may be shown everywhere.
   */
  boolean available(int row, String country, long atMs) {
    return AvailableIn.anyHolds(where[row], country, atMs);
  }
}
