package io.playhead.inference;

import java.util.ArrayList;
import java.util.List;

/**
 * The model's step alone, over and over in the runs that a batch of one shape takes, with nothing
 * read or kept: the floor of what a batch costs. One thread; the model is shared.
 */
public final class StepProbe {
  private final StepBuffers buffers;
  private final int rows;
  private final int newTokens;
  private final int pastEntries;

  /** A batch of {@code rows} members, a multiple of what one run takes, with full caches. */
  public StepProbe(Model model, int rows) {
    this(
        model,
        rows,
        Math.min(rows, Encoder.rowsMax(model, model.window().entriesMax())),
        Encoder.FEW,
        model.window().entriesMax());
  }

  private StepProbe(Model model, int rows, int rowsMax, int newTokens, int pastEntries) {
    if (rows < 1 || rows % rowsMax != 0) {
      throw new IllegalArgumentException(
          "rows=" + rows + " must be a multiple of " + rowsMax + ", the rows of one run");
    }
    this.rows = rows;
    this.newTokens = newTokens;
    this.pastEntries = pastEntries;
    this.buffers = new StepBuffers(model, rowsMax, pastEntries, newTokens);
    for (int row = 0; row < rowsMax; row++) {
      buffers.setEmpty(row, newTokens);
    }
  }

  /** One run of {@code rows} members with full caches, more than the engine's or fewer. */
  public static StepProbe cached(Model model, int rows) {
    return new StepProbe(model, rows, rows, Encoder.FEW, model.window().entriesMax());
  }

  /** One run of {@code rows} members whose whole exact window is encoded anew. */
  public static StepProbe anew(Model model, int rows) {
    return new StepProbe(model, rows, rows, model.window().lengthMax(), 0);
  }

  /** Runs the batch once; the members' vectors. */
  public List<float[]> run() {
    List<float[]> vectors = new ArrayList<>(rows);
    while (vectors.size() < rows) {
      buffers.run(buffers.rowsMax(), newTokens);
      for (int row = 0; row < buffers.rowsMax(); row++) {
        vectors.add(buffers.memberVector(row));
      }
    }
    return vectors;
  }

  /** Members of a batch. */
  public int rows() {
    return rows;
  }

  /** New tokens of each. */
  public int newTokens() {
    return newTokens;
  }

  /** Cached entries of each. */
  public int pastEntries() {
    return pastEntries;
  }
}
