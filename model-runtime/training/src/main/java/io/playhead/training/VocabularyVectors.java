package io.playhead.training;

import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** What the tower makes of a whole vocabulary. Stateless. */
final class VocabularyVectors {
  // 512 titles x 64 metadata rows x width 64 x 4 B = 8 MB at a time.
  private static final int TITLES_AT_ONCE = 512;

  private VocabularyVectors() {}

  /** One of the tower's vectors for each title: f32 [vocabulary, d], before any alignment. */
  @SuppressWarnings("try") // a scope is closed, not read
  static float[] of(
      Parameters p,
      ModelShape shape,
      TitleRows titles,
      Function<TitleTower.Vectors, Tensor> wanted) {
    float[] vectors = new float[titles.vocabularySize() * shape.width()];
    for (int from = 0; from < titles.vocabularySize(); from += TITLES_AT_ONCE) {
      int[] rows = new int[Math.min(TITLES_AT_ONCE, titles.vocabularySize() - from)];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = from + i;
      }
      try (PointerScope scope = new PointerScope();
          NoGradGuard guard = new NoGradGuard()) {
        TitleBatch batch = TitleBatch.of(titles, rows, titles.indices(rows));
        float[] some = Tensors.floats(wanted.apply(TitleTower.forward(p, batch)));
        System.arraycopy(some, 0, vectors, from * shape.width(), some.length);
      }
    }
    return vectors;
  }
}
