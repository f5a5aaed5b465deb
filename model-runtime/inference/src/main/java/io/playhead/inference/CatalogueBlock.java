package io.playhead.inference;

import io.playhead.schemas.Availability;
import io.playhead.schemas.Title;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Up to {@link #ROWS} titles with their vectors. A score is summed in the fixed order j = 0, 1,
 * ..., so it is the same bits wherever it is asked for. Written while a snapshot is built, then
 * only read.
 */
final class CatalogueBlock {
  /**
   * A product's fixed cost is little for so many: a million titles take 1,024 at a time .97 of what
   * one product with all of them does, 2,048 1.01 and 4,096 1.03. A change of a title copies its
   * block, 2.5 MB at width 64.
   */
  static final int ROWS = 4096;

  private final int width;
  private final Title[] titles;
  private final TitleTexts texts; // asked for sixty times a page
  private final CandidateFacts facts;
  private final float[] inputs; // row-major
  private final FloatBuffer scores; // row-major, outside the heap, for BlockProduct
  private final boolean[] hasNoId;
  private final long[] outMs; // when each title came out, as far as is known
  private volatile int[] newestFirst; // rows by outMs; worked out when somebody asks
  private double lengthMax; // of all score vectors that ever stood here
  private int count;

  CatalogueBlock(int width) {
    this.width = width;
    this.titles = new Title[ROWS];
    this.texts = new TitleTexts(ROWS);
    this.facts = new CandidateFacts(ROWS);
    this.hasNoId = new boolean[ROWS];
    this.outMs = new long[ROWS];
    this.inputs = new float[ROWS * width];
    this.scores = Direct.floats(ROWS * width);
  }

  private CatalogueBlock(CatalogueBlock other) {
    this.width = other.width;
    this.titles = other.titles.clone();
    this.texts = other.texts.copy();
    this.facts = other.facts.copy();
    this.hasNoId = other.hasNoId.clone();
    this.outMs = other.outMs.clone();
    this.inputs = other.inputs.clone();
    this.scores = Direct.floats(ROWS * width).put(0, other.scores, 0, ROWS * width);
    this.lengthMax = other.lengthMax;
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

  /** {@link TitleTexts#length} of a row's id. */
  int titleTextLength(int row) {
    return texts.length(row);
  }

  /** {@link TitleTexts#copy} of a row's id. */
  int copyTitleText(int row, byte[] target, int at) {
    return texts.copy(row, target, at);
  }

  /** A text of {@code prefix}, ASCII, and a row's id, as {@link AvroText}. */
  byte[] titleTextAfter(String prefix, int row) {
    byte[] text = texts.after(prefix.getBytes(StandardCharsets.US_ASCII), row);
    return text == null ? AvroText.of(prefix + titleId(row)) : text;
  }

  long key(int row) {
    return facts.key(row);
  }

  /** Whether the model has never seen the title, and places it by its metadata. */
  boolean hasNoId(int row) {
    return hasNoId[row];
  }

  void copyInput(int row, float[] target) {
    System.arraycopy(inputs, row * width, target, 0, width);
  }

  void copyScore(int row, float[] target) {
    scores.get(row * width, target, 0, width);
  }

  /** The score vectors, [ROWS][width]; only to be read. */
  FloatBuffer scores() {
    return scores;
  }

  /** No score vector is longer. */
  double lengthMax() {
    return lengthMax;
  }

  float score(float[] vector, int row) {
    int at = row * width;
    float sum = 0;
    for (int j = 0; j < width; j++) {
      sum += vector[j] * scores.get(at + j);
    }
    return sum;
  }

  static double length(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
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
    texts.set(row, title.getTitleId());
    facts.set(row, key, title);
    hasNoId[row] = vectors.isNew()[index];
    out(row, outMs(title));
    System.arraycopy(vectors.input(), index * width, inputs, row * width, width);
    scores.put(row * width, vectors.score(), index * width, width);
    longest(row);
    count = Math.max(count, row + 1);
  }

  /** Moves a row of {@code source} here. */
  void set(int row, CatalogueBlock source, int sourceRow) {
    titles[row] = source.titles[sourceRow];
    texts.set(row, source.texts, sourceRow);
    facts.set(row, source.facts, sourceRow);
    hasNoId[row] = source.hasNoId[sourceRow];
    out(row, source.outMs[sourceRow]);
    System.arraycopy(source.inputs, sourceRow * width, inputs, row * width, width);
    scores.put(row * width, source.scores, sourceRow * width, width);
    longest(row);
  }

  /**
   * Puts the rows of titles that came out at {@code fromMs} or later into {@code rows}, the newest
   * first: those that first became available anywhere then, or, where they always were, were
   * released. Those that are available nowhere by {@code atMs} are left out.
   *
   * @return how many they are
   */
  int newSince(long fromMs, long atMs, int[] rows) {
    int[] ordered = newestFirst;
    if (ordered == null) {
      ordered =
          IntStream.range(0, count)
              .filter(row -> outMs[row] != Long.MIN_VALUE)
              .boxed()
              .sorted(Comparator.comparingLong(row -> -outMs[row]))
              .mapToInt(Integer::intValue)
              .toArray();
      newestFirst = ordered;
    }
    int found = 0;
    for (int i = 0; i < ordered.length && outMs[ordered[i]] >= fromMs; i++) {
      if (facts.isAlwaysAvailable(ordered[i]) || outMs[ordered[i]] <= atMs) {
        rows[found++] = ordered[i];
      }
    }
    return found;
  }

  private void longest(int row) {
    float[] vector = new float[width];
    copyScore(row, vector);
    lengthMax = Math.max(lengthMax, length(vector));
  }

  private void out(int row, long ms) {
    outMs[row] = ms;
    newestFirst = null;
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
    newestFirst = null;
  }

  /**
   * Whether a title may be shown. Without a list of countries it may be shown everywhere; in a
   * country nobody told us only what may be shown everywhere.
   *
   * @param country its {@link AvailableIn#code}
   */
  boolean available(int row, long country, long atMs) {
    return facts.available(row, country, atMs);
  }
}
