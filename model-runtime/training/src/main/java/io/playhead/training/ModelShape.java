package io.playhead.training;

import io.playhead.window.AnchoredWindow;
import io.playhead.window.ContextFeatures;
import io.playhead.window.TokenFeatures;
import java.util.Arrays;

/**
 * What decides the shapes of a model's parameters.
 *
 * @param width floats per vector; a multiple of {@code heads}
 * @param layers layers of attention
 * @param heads attention heads per layer
 * @param window which tokens it sees
 * @param metadataBuckets hash buckets of title metadata
 * @param metadataRows rows of metadata that are learned, and row 0
 * @param vocabularySize titles with a learned ID embedding
 */
record ModelShape(
    int width,
    int layers,
    int heads,
    AnchoredWindow window,
    int metadataBuckets,
    int metadataRows,
    int vocabularySize) {

  int headWidth() {
    return width / heads;
  }

  /** Floats inside the feed-forward block; 2 x width gates as much as 3 x width does without. */
  int hiddenWidth() {
    return 2 * width;
  }

  static int tokenFeatureRows() {
    return Arrays.stream(TokenFeatures.SIZES).sum();
  }

  static int contextFeatureRows() {
    return Arrays.stream(ContextFeatures.SIZES).sum();
  }

  /** Where each feature's rows start in a table that holds the rows of all of them. */
  static long[] offsets(int[] sizes) {
    long[] offsets = new long[sizes.length];
    for (int i = 1; i < sizes.length; i++) {
      offsets[i] = offsets[i - 1] + sizes[i - 1];
    }
    return offsets;
  }
}
