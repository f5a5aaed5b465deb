package io.playhead.training;

import io.playhead.window.AnchoredWindow;
import io.playhead.window.TokenFeatures;
import java.util.List;

/**
 * The older blocks of a batch of windows as arrays, and where their summaries go. K summaries a
 * block, M the most of any window.
 *
 * <pre>
 * titleRows  [N x stride]            row of each token's title
 * features   [N x (stride + K) x 9]  of the tokens, then zeros for the summaries
 * gaps       [N x (stride + K) x (stride + K)]  as {@link WindowBatch}; summaries have no time
 * places     [B x M]                 which summary a window sees at its front: 1 + n K + k; 0: none
 * lengths    [B]                     summaries of each window
 * </pre>
 *
 * @param count blocks N, padded so that few shapes occur
 * @param summarySize M
 */
record BlockBatch(
    int count,
    int summarySize,
    int[] titleRows,
    long[] features,
    long[] gaps,
    long[] places,
    long[] lengths) {

  private static final int COUNT_STEP = 8;
  private static final int SIZE_STEP = 4;

  /** Of all windows; null where none has a block. */
  static BlockBatch of(List<TrainingWindow> windows) {
    int blocks = windows.stream().mapToInt(TrainingWindow::blocks).sum();
    if (blocks == 0) {
      return null;
    }
    AnchoredWindow shape = windows.get(0).shape();
    int most = windows.stream().mapToInt(TrainingWindow::blocks).max().orElseThrow();
    int size = roundedUp(most, SIZE_STEP) * shape.summaries();
    int count = roundedUp(blocks, COUNT_STEP);
    int tokens = shape.stride() + shape.summaries();
    int perBlock = tokens * TokenFeatures.COUNT;
    BlockBatch batch =
        new BlockBatch(
            count,
            size,
            new int[count * shape.stride()],
            new long[count * perBlock],
            new long[count * tokens * tokens],
            new long[windows.size() * size],
            new long[windows.size()]);
    int block = 0;
    for (int row = 0; row < windows.size(); row++) {
      batch.read(row, windows.get(row), block);
      block += windows.get(row).blocks();
    }
    return batch;
  }

  private void read(int row, TrainingWindow window, int firstBlock) {
    AnchoredWindow shape = window.shape();
    int tokens = shape.stride() + shape.summaries();
    int perBlock = tokens * TokenFeatures.COUNT;
    int from = window.start() - window.blocks() * shape.stride();
    for (int t = 0; t < window.blocks() * shape.stride(); t++) {
      int block = firstBlock + t / shape.stride();
      int inBlock = t % shape.stride();
      titleRows[block * shape.stride() + inBlock] = window.member().titleRow(from + t);
      window
          .member()
          .writeFeatures(from + t, features, block * perBlock + inBlock * TokenFeatures.COUNT);
      window
          .member()
          .writeGaps(from + t - inBlock, inBlock, gaps, (block * tokens + inBlock) * tokens);
    }
    int summaries = window.blocks() * shape.summaries();
    lengths[row] = summaries;
    for (int i = 0; i < summaries; i++) {
      places[row * summarySize + i] = 1L + (long) firstBlock * shape.summaries() + i;
    }
  }

  private static int roundedUp(int value, int step) {
    return (value + step - 1) / step * step;
  }
}
