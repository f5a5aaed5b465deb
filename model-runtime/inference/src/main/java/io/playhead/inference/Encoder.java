package io.playhead.inference;

import io.playhead.window.AnchoredWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs rows through the model and keeps their new keys and values. One thread.
 *
 * <p>Company does not matter: which kind of run a row takes, and so every shape that its numbers
 * pass through but the count of rows, depends on the row alone. Rows with few new tokens share runs
 * of fixed shape, padded to at least two rows (one row takes other kernels); longer windows run
 * alone.
 */
final class Encoder {
  /** The newest token, and the one before it that has just become final. */
  static final int FEW = 2;

  /** A burst of feedback between two pages. */
  static final int SEVERAL = 8;

  /**
   * Cached entries that runs are padded to: so many, all that there can be, or half a stride less,
   * which is what full windows have on average; a row takes the least that holds its own. Measured
   * at batch 64, width 64, 2 layers: 65 us a row at 64 where 256 costs 150.
   */
  private static final int PAST_SHORT = 64;

  /** Rows of one run; more gain nothing on a CPU. */
  static final int ROWS_MAX = 64;

  /** With fewer, what a run costs whatever its size outweighs what the cache gains. */
  private static final int ROWS_MIN = 8;

  /**
   * Cached entries of one run; what was copied for it should not have left the processor's cache
   * when it is read. Small model, full caches of 280 KiB: 73 us a row in runs of 64, 54 of 32, 45
   * of 16, 64 of 8; caches of 64 KiB: 24, 25, 25, 30.
   */
  private static final long PAST_BYTES_MAX = 5L << 20;

  private final Model model;
  private final KeyValueCache cache; // null: none
  private final AnchoredWindow shape;
  private final Summarizer summarizer;
  private final int[] past; // ascending
  private final StepBuffers[] buffers; // of each
  private StepBuffers window;
  private StepBuffers summarisedWindow;

  Encoder(Model model, KeyValueCache cache) {
    this.model = model;
    this.cache = cache;
    this.shape = model.window();
    this.summarizer = new Summarizer(model);
    int all = shape.entriesMax();
    this.past =
        IntStream.of(PAST_SHORT, all - shape.stride() / 2, all)
            .map(count -> Math.min(count, all))
            .sorted()
            .distinct()
            .toArray();
    this.buffers = new StepBuffers[past.length];
  }

  /** Rows of one run with that many cached entries each. */
  static int rowsMax(Model model, int past) {
    long rowBytes = 2L * model.layers() * past * model.width() * Float.BYTES;
    int rows = (int) Math.max(ROWS_MIN, Math.min(ROWS_MAX, PAST_BYTES_MAX / rowBytes));
    return Integer.highestOneBit(rows); // so that a full batch leaves no small run over
  }

  /** Sets every row's member vector and appends to its entry, the newest token always left out. */
  void encode(List<EncoderRow> rows, Catalogue catalogue) {
    List<List<EncoderRow>> withFew = byPast();
    List<List<EncoderRow>> withSeveral = byPast();
    List<EncoderRow> windows = new ArrayList<>();
    for (EncoderRow row : rows) {
      if (row.tokens.size() > SEVERAL || row.needsSummaries()) {
        windows.add(row);
      } else {
        (row.tokens.size() > FEW ? withSeveral : withFew).get(pastIndex(row)).add(row);
      }
    }
    for (int i = 0; i < past.length; i++) {
      encodeBatches(i, FEW, withFew.get(i), windows, catalogue);
      encodeBatches(i, SEVERAL, withSeveral.get(i), windows, catalogue);
    }
    for (EncoderRow row : windows) {
      encodeWindow(row, catalogue);
    }
  }

  private List<List<EncoderRow>> byPast() {
    return Stream.<List<EncoderRow>>generate(ArrayList::new).limit(past.length).toList();
  }

  private int pastIndex(EncoderRow row) {
    int count = row.pastCount();
    int index = 0;
    while (count > past[index]) {
      index++;
    }
    return index;
  }

  private void encodeBatches(
      int pastIndex,
      int length,
      List<EncoderRow> rows,
      List<EncoderRow> windows,
      Catalogue catalogue) {
    if (rows.isEmpty()) {
      return;
    }
    int rowsMax = rowsMax(model, past[pastIndex]);
    if (buffers[pastIndex] == null) {
      buffers[pastIndex] = new StepBuffers(model, rowsMax, past[pastIndex], SEVERAL);
    }
    List<EncoderRow> batch = new ArrayList<>(rowsMax);
    for (int i = 0; i < rows.size(); i++) {
      EncoderRow row = rows.get(i);
      if (row.entry != null && !row.entry.live) {
        row.readWindowAgain();
      }
      if (row.tokens.size() > length || row.needsSummaries()) {
        windows.add(row);
      } else {
        batch.add(row);
      }
      if (batch.size() == rowsMax || i == rows.size() - 1) {
        encodeBatch(buffers[pastIndex], length, batch, catalogue);
        batch.clear();
      }
    }
  }

  private void encodeBatch(
      StepBuffers buffers, int length, List<EncoderRow> batch, Catalogue catalogue) {
    if (batch.isEmpty()) {
      return;
    }
    int rows = Math.max(2, batch.size());
    for (int i = 0; i < rows; i++) {
      if (i < batch.size()) {
        EncoderRow row = batch.get(i);
        buffers.setNew(i, length, row.tokens, row.request.context(), catalogue);
        CacheEntry entry = row.cached() ? row.entry : null;
        buffers.setPast(i, length, row.tokens, cache, entry, row.pastCount());
      } else {
        buffers.setEmpty(i, length);
      }
    }
    buffers.run(rows, length);
    for (int i = 0; i < batch.size(); i++) {
      EncoderRow row = batch.get(i);
      if (row.cached()) {
        cache.countHit();
      }
      take(buffers, i, length, row);
    }
  }

  private void encodeWindow(EncoderRow row, Catalogue catalogue) {
    long startNs = StageTimes.nowNs();
    Summaries summaries = row.blocks > 0 ? summarizer.of(row, catalogue) : null;
    StepBuffers buffers = windowBuffers(summaries != null);
    int length = row.tokens.size();
    buffers.setNew(0, length, row.tokens, row.request.context(), catalogue);
    if (summaries == null) {
      buffers.setPast(0, length, row.tokens, cache, null, 0);
    } else {
      buffers.setPast(0, length, summaries);
    }
    buffers.run(1, length);
    if (summaries != null && row.entry != null && row.entry.live) {
      cache.open(row.entry, summaries);
    }
    take(buffers, 0, length, row);
    if (cache != null) {
      cache.countMiss(StageTimes.nowNs() - startNs);
    }
  }

  /** Two shapes, and which one a row takes depends on the row alone. */
  private StepBuffers windowBuffers(boolean summarised) {
    if (!summarised) {
      window = window == null ? new StepBuffers(model, 1, 0, shape.lengthMax()) : window;
      return window;
    }
    if (summarisedWindow == null) {
      summarisedWindow = new StepBuffers(model, 1, shape.summariesMax(), shape.lengthMax());
    }
    return summarisedWindow;
  }

  private void take(StepBuffers buffers, int index, int length, EncoderRow row) {
    row.memberVector = buffers.memberVector(index);
    if (row.entry != null && row.entry.live && row.tokens.size() > 1 && !row.repeatsLast) {
      row.entry.began(row.tokens, row.tokens.size() - 1);
      int offset = buffers.newOffset(index, length, 0);
      cache.append(row.entry, buffers.newParts(), offset, row.tokens.size() - 1);
    }
  }
}
