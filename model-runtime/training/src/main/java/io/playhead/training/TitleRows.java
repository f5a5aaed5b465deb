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
 * @param ids [rows x 64] metadata ids, which are hash buckets
 * @param weights [rows x 64] their weights; 0: padding
 * @param metadata which of the buckets have a learned row
 * @param ages age bucket of each row
 * @param fromMs when each may first be shown anywhere; {@link Long#MIN_VALUE}: unknown, or ever
 */
record TitleRows(
    List<String> titleIds,
    int vocabularySize,
    long[] ids,
    float[] weights,
    MetadataRows metadata,
    int[] ages,
    long[] fromMs) {

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
    MetadataRows metadata = MetadataRows.of(ids, weights, vocabularySize, metadataBuckets);
    List<String> titleIds = titles.stream().map(Title::getTitleId).toList();
    return new TitleRows(titleIds, vocabularySize, ids, weights, metadata, ages, fromMs);
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

  /** Metadata of a title that has a learned row. */
  int idCount(int row) {
    int count = 0;
    for (int slot = 0; slot < TitleFeatures.SLOTS; slot++) {
      count += isLearned(row * TitleFeatures.SLOTS + slot) ? 1 : 0;
    }
    return count;
  }

  /** Writes the metadata rows of a title and their weights, and returns where it stopped. */
  int write(int row, int[] metadataRows, float[] rowWeights, int from) {
    int at = from;
    for (int i = row * TitleFeatures.SLOTS; i < (row + 1) * TitleFeatures.SLOTS; i++) {
      if (isLearned(i)) {
        metadataRows[at] = metadata.row(ids[i]);
        rowWeights[at++] = weights[i];
      }
    }
    return at;
  }

  private boolean isLearned(int i) {
    return weights[i] != 0 && metadata.row(ids[i]) > 0;
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
