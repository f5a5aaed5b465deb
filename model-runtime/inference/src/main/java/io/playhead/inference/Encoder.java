package io.playhead.inference;

import io.playhead.window.AnchoredWindow;
import java.util.ArrayList;
import java.util.List;

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
  private static final int FEW = 2;

  /** A burst of feedback between two pages. */
  static final int SEVERAL = 8;

  /**
   * Cached tokens that runs of few new ones are padded to; a row takes the least that holds its
   * own. Measured at batch 64, width 64, 2 layers: 65 us a row at 64 where 256 costs 150.
   */
  private static final int[] PAST = {64, AnchoredWindow.LENGTH_MAX};

  /** Rows of one run; more gain nothing on a CPU. */
  static final int ROWS_MAX = 64;

  /** Small model: 64 rows x 256 tokens x 1 KiB = 16 MiB. A large one takes fewer rows a run. */
  private static final long PAST_BYTES_MAX = 64L << 20;

  private final Model model;
  private final KeyValueCache cache; // null: none
  private final int rowsMax;
  private final StepBuffers[] few = new StepBuffers[PAST.length];
  private StepBuffers several;
  private StepBuffers window;

  Encoder(Model model, KeyValueCache cache) {
    this.model = model;
    this.cache = cache;
    long rowBytes = 2L * model.layers() * AnchoredWindow.LENGTH_MAX * model.width() * Float.BYTES;
    this.rowsMax = (int) Math.max(2, Math.min(ROWS_MAX, PAST_BYTES_MAX / rowBytes));
  }

  /** Sets every row's member vector and appends to its entry, the newest token always left out. */
  void encode(List<EncoderRow> rows, Catalogue catalogue) {
    List<List<EncoderRow>> withFew = new ArrayList<>();
    for (int past = 0; past < PAST.length; past++) {
      withFew.add(new ArrayList<>());
    }
    List<EncoderRow> withSeveral = new ArrayList<>();
    List<EncoderRow> windows = new ArrayList<>();
    for (EncoderRow row : rows) {
      int length = row.tokens.size();
      List<EncoderRow> kind = length <= SEVERAL ? withSeveral : windows;
      (length <= FEW ? withFew.get(pastIndex(row)) : kind).add(row);
    }
    for (int past = 0; past < PAST.length; past++) {
      if (!withFew.get(past).isEmpty()) {
        few[past] =
            few[past] == null ? new StepBuffers(model, rowsMax, PAST[past], FEW) : few[past];
        encodeBatches(few[past], FEW, withFew.get(past), windows, catalogue);
      }
    }
    if (!withSeveral.isEmpty()) {
      several =
          several == null
              ? new StepBuffers(model, rowsMax, AnchoredWindow.LENGTH_MAX, SEVERAL)
              : several;
      encodeBatches(several, SEVERAL, withSeveral, windows, catalogue);
    }
    for (EncoderRow row : windows) {
      encodeWindow(row, catalogue);
    }
  }

  private static int pastIndex(EncoderRow row) {
    int count = row.cached() ? row.entry.count : 0;
    int index = 0;
    while (count > PAST[index]) {
      index++;
    }
    return index;
  }

  private void encodeBatches(
      StepBuffers buffers,
      int length,
      List<EncoderRow> rows,
      List<EncoderRow> windows,
      Catalogue catalogue) {
    List<EncoderRow> batch = new ArrayList<>(rowsMax);
    for (int i = 0; i < rows.size(); i++) {
      EncoderRow row = rows.get(i);
      if (row.entry != null && !row.entry.live) {
        row.readWindowAgain();
      }
      if (row.tokens.size() > length) {
        windows.add(row);
      } else {
        batch.add(row);
      }
      if (batch.size() == rowsMax || i == rows.size() - 1) {
        encodeBatch(buffers, length, batch, catalogue);
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
        buffers.setPast(i, cache, row.cached() ? row.entry : null);
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
      take(buffers, i, row);
    }
  }

  private void encodeWindow(EncoderRow row, Catalogue catalogue) {
    if (window == null) {
      window = new StepBuffers(model, 1, 0, AnchoredWindow.LENGTH_MAX);
    }
    int length = row.tokens.size();
    window.setNew(0, length, row.tokens, row.request.context(), catalogue);
    window.setPast(0, cache, null);
    window.run(1, length);
    if (cache != null) {
      cache.countMiss();
    }
    take(window, 0, row);
  }

  private void take(StepBuffers buffers, int index, EncoderRow row) {
    row.memberVector = buffers.memberVector(index);
    if (row.entry != null && row.entry.live && row.tokens.size() > 1) {
      cache.append(row.entry, buffers, index, row.tokens.size() - 1);
    }
  }
}
