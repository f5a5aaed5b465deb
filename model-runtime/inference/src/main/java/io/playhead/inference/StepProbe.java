package io.playhead.inference;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The model's step alone, over and over in the shape that a full batch of cached members has, with
 * nothing read or kept: the floor of what a batch costs. One thread; the model is shared.
 */
public final class StepProbe {
  private final StepBuffers buffers;
  private final int rows;

  /** A batch of {@code rows} members with full caches. */
  public StepProbe(Model model, int rows) {
    if (rows < 2 || rows > Encoder.ROWS_MAX) {
      throw new IllegalArgumentException(
          "rows=" + rows + " must lie between 2 and " + Encoder.ROWS_MAX);
    }
    this.rows = rows;
    this.buffers = new StepBuffers(model, rows, model.window().entriesMax(), Encoder.FEW);
    for (int row = 0; row < rows; row++) {
      buffers.setEmpty(row, Encoder.FEW);
    }
  }

  /** Runs the batch once. */
  public void run() {
    buffers.run(rows, Encoder.FEW);
  }

  /** The vectors that came out last. */
  public List<float[]> memberVectors() {
    return IntStream.range(0, rows).mapToObj(buffers::memberVector).toList();
  }
}
