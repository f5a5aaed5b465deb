package io.playhead.training;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * The weights that a training with a parent starts from: all of the parent's, and for each title
 * that it does not know the ID embeddings of similar ones, by what the parent makes of their
 * metadata. Stateless.
 */
final class WarmStart {
  private WarmStart() {}

  /** Puts them in the place of {@code weights}; before training only. */
  static void apply(Parameters weights, ParentModel parent, ModelShape shape, TitleRows titles) {
    weights.start(parent, shape, titles);
    boolean[] isKnown = new boolean[titles.vocabularySize()];
    for (int row = 0; row < isKnown.length; row++) {
      isKnown[row] = parent.knows(titles.titleIds().get(row));
    }
    float[] table = weights.values("title.id");
    float[] ids = new float[table.length - shape.width()];
    System.arraycopy(table, shape.width(), ids, 0, ids.length); // less the row of no ID
    SimilarTitles.fill(ids, looks(weights, titles), isKnown, shape.width());
    System.arraycopy(ids, 0, table, shape.width(), ids.length);
    weights.set("title.id", table);
  }

  /** What the metadata alone makes of each title of the vocabulary, unit length. */
  @SuppressWarnings("try") // a scope is closed, not read
  private static float[] looks(Parameters weights, TitleRows titles) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      int[] rows = TitleRows.first(titles.vocabularySize());
      TitleBatch withoutIds = TitleBatch.of(titles, rows, new long[rows.length]);
      return Tensors.floats(TitleTower.forward(weights, withoutIds).score());
    }
  }
}
