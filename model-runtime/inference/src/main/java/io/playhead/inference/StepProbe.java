package io.playhead.inference;

import java.util.ArrayList;
import java.util.List;

/**
 * The model's step alone, over and over in the runs that a full batch of cached members takes, with
 * nothing read or kept: the floor of what a batch costs. One thread; the model is shared.
 */
public final class StepProbe {
  private final StepBuffers buffers;
  private final int rows;

  /** A batch of {@code rows} members, a multiple of what one run takes, with full caches. */
  public StepProbe(Model model, int rows) {
    int past = model.window().entriesMax();
    int rowsMax = Math.min(rows, Encoder.rowsMax(model, past));
    if (rows < 2 || rows % rowsMax != 0) {
      throw new IllegalArgumentException(
          "rows=" + rows + " must be a multiple of " + rowsMax + ", the rows of one run");
    }
    this.rows = rows;
    this.buffers = new StepBuffers(model, rowsMax, past, Encoder.FEW);
    for (int row = 0; row < rowsMax; row++) {
      buffers.setEmpty(row, Encoder.FEW);
    }
  }

  /** Runs the batch once; the members' vectors. */
  public List<float[]> run() {
    List<float[]> vectors = new ArrayList<>(rows);
    while (vectors.size() < rows) {
      buffers.run(buffers.rowsMax(), Encoder.FEW);
      for (int row = 0; row < buffers.rowsMax(); row++) {
        vectors.add(buffers.memberVector(row));
      }
    }
    return vectors;
  }
}
