package io.playhead.training;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * The weights that a training with a parent starts from: all of the parent's, and for each title
 * that it does not know, as ID embedding, where the parent places it as a new one. Stateless.
 */
final class WarmStart {
  private WarmStart() {}

  /** Puts them in the place of {@code weights}; before training only. */
  static void apply(Parameters weights, ParentModel parent, ModelShape shape, TitleRows titles) {
    weights.start(parent, shape, titles);
    int width = shape.width();
    float[] ids = weights.values("title.id");
    float[] places = places(weights, titles);
    for (int row = 0; row < titles.vocabularySize(); row++) {
      if (!parent.knows(titles.titleIds().get(row))) {
        System.arraycopy(places, row * width, ids, (row + 1) * width, width); // row 0: no ID
      }
    }
    weights.set("title.id", ids);
  }

  /** Where each title of the vocabulary would stand if it were new. */
  @SuppressWarnings("try") // a scope is closed, not read
  private static float[] places(Parameters weights, TitleRows titles) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      int[] rows = TitleRows.first(titles.vocabularySize());
      TitleBatch withoutIds = TitleBatch.of(titles, rows, new long[rows.length]);
      return Tensors.floats(TitleTower.forward(weights, withoutIds).mixed());
    }
  }
}
