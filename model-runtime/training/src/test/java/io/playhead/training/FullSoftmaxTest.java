package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** The gradient written out is the one that torch derives. */
@SuppressWarnings("try") // a scope is closed, not read
class FullSoftmaxTest {
  private static final double TEMPERATURE = 0.05;
  // More rows than are worked on at once, and not a multiple of that.
  private static final int MEMBERS = 600;
  private static final int TITLES = 37;
  private static final int WIDTH = 16;
  private static final long SEED = 5;

  @Test
  void isCrossEntropyWithItsGradient() {
    assertIsCrossEntropy(Precision.FLOAT32, 1e-4, 1e-6);
  }

  @Test
  void isNearItInBfloat16() {
    // Logits to 20 with 8 bits of mantissa: each probability is off by some percent.
    assertIsCrossEntropy(Precision.BFLOAT16, 0.02, 2e-3);
  }

  private static void assertIsCrossEntropy(
      Precision precision, double lossWithin, double gradientWithin) {
    try (PointerScope scope = new PointerScope()) {
      Random random = new Random(SEED);
      Tensor members = units(random, MEMBERS);
      Tensor titles = units(random, TITLES);
      long[] targets = random.longs(MEMBERS, 0, TITLES).toArray();

      SoftmaxLoss.Loss loss =
          new FullSoftmax(TEMPERATURE, precision)
              .of(members, titles, targets, (e, from, to) -> hide(e, leftOut(targets, from, to)));
      loss.root().backward();

      Tensor memberLeaf = members.detach().requires_grad_(true);
      Tensor titleLeaf = titles.detach().requires_grad_(true);
      Tensor logits = Tensors.scaled(memberLeaf, 1 / TEMPERATURE).matmul(titleLeaf.transpose(0, 1));
      long[] leftOut = leftOut(targets, 0, MEMBERS);
      logits.view(-1).index_fill_(0, Tensors.of(leftOut, leftOut.length), new Scalar(-1e9));
      Tensor expected = torch.cross_entropy_loss(logits, Tensors.of(targets, MEMBERS));
      expected.backward();
      assertThat(loss.value()).isCloseTo(expected.item_double(), Offset.offset(lossWithin));
      assertNear(members.grad(), memberLeaf.grad(), gradientWithin);
      // Many rows add up in the gradient of a title.
      assertNear(titles.grad(), titleLeaf.grad(), 10 * gradientWithin);
    }
  }

  private static void hide(Tensor e, long[] places) {
    e.view(-1).index_fill_(0, Tensors.of(places, places.length), new Scalar(0));
  }

  /** Every member has had three titles, some of them twice, none of them the target. */
  private static long[] leftOut(long[] targets, int from, int to) {
    long[] places = new long[3 * (to - from)];
    for (int i = from; i < to; i++) {
      for (int k = 0; k < 3; k++) {
        long title = (targets[i] + 1 + i % (k + 2)) % TITLES;
        places[3 * (i - from) + k] = (long) (i - from) * TITLES + title;
      }
    }
    return places;
  }

  private static void assertNear(Tensor actual, Tensor expected, double within) {
    float[] values = Tensors.floats(actual);
    float[] wanted = Tensors.floats(expected);
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).as("seed %d", SEED).isCloseTo(wanted[i], Offset.offset((float) within));
    }
  }

  private static Tensor units(Random random, int count) {
    float[] values = new float[count * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensors.unit(Tensors.of(values, count, WIDTH)).detach().requires_grad_(true);
  }
}
