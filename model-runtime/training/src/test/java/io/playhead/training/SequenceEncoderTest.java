package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.window.AnchoredWindow;
import io.playhead.window.TokenFeatures;
import io.playhead.window.TokenGaps;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** The reference that the golden outputs come from. */
@SuppressWarnings("try") // a scope is closed, not read
class SequenceEncoderTest {
  private static final int LENGTH = 40;
  private static final ModelShape SHAPE =
      new ModelShape(16, 2, 2, AnchoredWindow.DEFAULT, 64, 9, 10);

  @Test
  void oneTokenAtATimeIsTheFullForwardPass() {
    Parameters p = shaken(Parameters.drawn(SHAPE, 1));
    SequenceEncoder encoder = new SequenceEncoder(SHAPE, Precision.FLOAT32);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Random random = new Random(2);
      Tensor titles = Tensors.of(gaussians(random, LENGTH * 16), 1, LENGTH, 16);
      Tensor features = Tensors.of(features(random), 1, LENGTH, TokenFeatures.COUNT);

      float[] full =
          Tensors.floats(
              encoder
                  .forward(
                      p,
                      titles,
                      features,
                      AttentionPlan.causal(LENGTH, gaps(0, LENGTH, 0, LENGTH)),
                      null,
                      Dropout.NONE)
                  .hidden());

      SequenceEncoder.Encoded cache = null;
      for (int t = 0; t < LENGTH; t++) {
        SequenceEncoder.Encoded step =
            encoder.forward(
                p,
                titles.narrow(1, t, 1),
                features.narrow(1, t, 1),
                AttentionPlan.of(
                    new long[] {t},
                    new long[1],
                    t,
                    1,
                    new AttentionPlan.Gaps(gaps(t, 1, 0, t), gaps(t, 1, t, 1)),
                    SHAPE.window()),
                cache,
                Dropout.NONE);
        float[] hidden = Tensors.floats(step.hidden());
        for (int i = 0; i < hidden.length; i++) {
          assertThat(hidden[i]).isCloseTo(full[t * 16 + i], within());
        }
        cache = joined(cache, step);
      }
    }
  }

  @Test
  void laterTokensChangeNothingBefore() {
    Parameters p = shaken(Parameters.drawn(SHAPE, 1));
    SequenceEncoder encoder = new SequenceEncoder(SHAPE, Precision.FLOAT32);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Random random = new Random(2);
      float[] titles = gaussians(random, LENGTH * 16);
      Tensor features = Tensors.of(features(random), 1, LENGTH, TokenFeatures.COUNT);
      float[] before = hidden(encoder, p, titles, features);
      titles[(LENGTH - 1) * 16] += 3;

      float[] after = hidden(encoder, p, titles, features);

      for (int i = 0; i < (LENGTH - 1) * 16; i++) {
        assertThat(after[i]).isCloseTo(before[i], within());
      }
      assertThat(after[(LENGTH - 1) * 16]).isNotEqualTo(before[(LENGTH - 1) * 16]);
    }
  }

  /** Of tokens from {@code first} on to those from {@code firstKey} on, all an hour apart. */
  private static long[] gaps(int first, int queries, int firstKey, int keys) {
    long[] gaps = new long[queries * keys];
    for (int query = 0; query < queries; query++) {
      for (int key = 0; key < keys && firstKey + key <= first + query; key++) {
        gaps[query * keys + key] =
            TokenGaps.bucket((firstKey + key) * 3_600_000L, (first + query) * 3_600_000L);
      }
    }
    return gaps;
  }

  private static float[] hidden(
      SequenceEncoder encoder, Parameters p, float[] titles, Tensor features) {
    Tensor vectors = Tensors.of(titles, 1, LENGTH, 16);
    return Tensors.floats(
        encoder
            .forward(
                p,
                vectors,
                features,
                AttentionPlan.causal(LENGTH, gaps(0, LENGTH, 0, LENGTH)),
                null,
                Dropout.NONE)
            .hidden());
  }

  private static SequenceEncoder.Encoded joined(
      SequenceEncoder.Encoded cache, SequenceEncoder.Encoded step) {
    if (cache == null) {
      return step;
    }
    Tensor[] keys = new Tensor[2];
    Tensor[] values = new Tensor[2];
    for (int layer = 0; layer < 2; layer++) {
      keys[layer] = torch.cat(new TensorVector(cache.keys()[layer], step.keys()[layer]), 1);
      values[layer] = torch.cat(new TensorVector(cache.values()[layer], step.values()[layer]), 1);
    }
    return new SequenceEncoder.Encoded(step.hidden(), keys, values);
  }

  /** What starts at zero is moved, so that it counts. */
  static Parameters shaken(Parameters p) {
    Parameters shaken = p.copy();
    try (NoGradGuard guard = new NoGradGuard()) {
      torch.manual_seed(3);
      shaken.all().values().forEach(t -> t.add_(Tensors.scaled(torch.randn(t.shape()), 0.1)));
    }
    return shaken;
  }

  private static Offset<Float> within() {
    return Offset.offset(2e-4f);
  }

  private static float[] gaussians(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static long[] features(Random random) {
    long[] values = new long[LENGTH * TokenFeatures.COUNT];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(TokenFeatures.SIZES[i % TokenFeatures.COUNT]);
    }
    return values;
  }
}
