package io.playhead.training;

import io.playhead.schemas.Title;
import io.playhead.window.TitleFeatures;
import java.util.List;

/**
 * The titles that training knows as arrays: first the vocabulary (titles of the training part, with
 * an ID embedding), then titles that only validation asks for. Within each in the order of their
 * ids. Immutable, any thread.
 *
 * @param titleIds id of each row
 * @param vocabularySize rows with an ID embedding; row {@code r} has title_index {@code r + 1}
 * @param ids [rows x 64] metadata ids
 * @param weights [rows x 64] their weights; 0: padding
 * @param ages age bucket of each row
 * @param fromMs when each may first be shown anywhere; {@link Long#MIN_VALUE}: unknown, or ever
 */
record TitleRows(
    List<String> titleIds,
    int vocabularySize,
    long[] ids,
    float[] weights,
    int[] ages,
    long[] fromMs) {

  private static final int TITLES_WITH_MIN = 2;

  static TitleRows of(
      List<Title> titles, int vocabularySize, int metadataBuckets, long trainedUntilMs) {
    TitleFeatures features = new TitleFeatures(metadataBuckets);
    long[] ids = new long[titles.size() * TitleFeatures.SLOTS];
    float[] weights = new float[ids.length];
    int[] ages = new int[titles.size()];
    long[] fromMs = new long[titles.size()];
    for (int row = 0; row < titles.size(); row++) {
      features.write(titles.get(row), ids, weights, row * TitleFeatures.SLOTS);
      ages[row] = TitleFeatures.ageBucket(titles.get(row), trainedUntilMs);
      fromMs[row] = fromMs(titles.get(row));
    }
    leaveOutLone(ids, weights, vocabularySize * TitleFeatures.SLOTS, metadataBuckets);
    List<String> titleIds = titles.stream().map(Title::getTitleId).toList();
    return new TitleRows(titleIds, vocabularySize, ids, weights, ages, fromMs);
  }

  private static long fromMs(Title title) {
    if (title.getAvailability() == null || title.getAvailability().isEmpty()) {
      return Long.MIN_VALUE;
    }
    return title.getAvailability().stream()
        .mapToLong(entry -> entry.getFromMs() == null ? Long.MIN_VALUE : entry.getFromMs())
        .min()
        .getAsLong();
  }

  /**
   * What one title of the vocabulary alone has names that title as an ID does, and helps no new
   * one: its row is not learned, stays at zero, and adds nothing in serving either.
   */
  private static void leaveOutLone(long[] ids, float[] weights, int vocabulary, int buckets) {
    int[] titlesWith = new int[buckets];
    for (int i = 0; i < vocabulary; i++) {
      titlesWith[(int) ids[i]] += weights[i] != 0 ? 1 : 0;
    }
    for (int i = 0; i < ids.length; i++) {
      weights[i] = titlesWith[(int) ids[i]] < TITLES_WITH_MIN ? 0 : weights[i];
    }
  }

  int size() {
    return titleIds.size();
  }

  /** What title.onnx calls title_index: from 1, or 0 without an ID embedding. */
  long index(int row) {
    return row < vocabularySize ? row + 1 : 0;
  }

  /** When the title may first be shown; {@link Long#MIN_VALUE}: unknown, or ever. */
  long fromMs(int row) {
    return fromMs[row];
  }

  int age(int row) {
    return ages[row];
  }

  int idCount(int row) {
    int count = 0;
    for (int slot = 0; slot < TitleFeatures.SLOTS; slot++) {
      count += weights[row * TitleFeatures.SLOTS + slot] != 0 ? 1 : 0;
    }
    return count;
  }

  /** All rows, or the first {@code count}. */
  static int[] first(int count) {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = i;
    }
    return rows;
  }

  long[] indices(int[] rows) {
    long[] indices = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      indices[i] = index(rows[i]);
    }
    return indices;
  }
}
