package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a scope is closed, not read
class DropoutTest {
  private static final int COUNT = 100_000;

  @Test
  void dropsItsShareAndScalesTheRest() {
    try (PointerScope scope = new PointerScope()) {
      float[] values = dropped(new Dropout(0.2, new Random(3)));

      int zeros = 0;
      double sum = 0;
      for (float value : values) {
        zeros += value == 0 ? 1 : 0;
        sum += value;
        assertThat(value).isIn(0f, 1.25f);
      }
      assertThat(zeros / (double) COUNT).isCloseTo(0.2, Offset.offset(0.01));
      assertThat(sum / COUNT).isCloseTo(1, Offset.offset(0.02));
    }
  }

  @Test
  void drawsAnotherMaskEachTimeAndTheSameFromTheSameSeed() {
    try (PointerScope scope = new PointerScope()) {
      Dropout dropout = new Dropout(0.2, new Random(3));
      float[] first = dropped(dropout);
      float[] second = dropped(dropout);

      assertThat(second).isNotEqualTo(first);
      assertThat(dropped(new Dropout(0.2, new Random(3)))).isEqualTo(first);
    }
  }

  @Test
  void masksOutliveTheScopeTheyWereDrawnIn() {
    Dropout dropout = new Dropout(0.5, new Random(3));
    for (int step = 0; step < 3; step++) {
      try (PointerScope scope = new PointerScope()) {
        assertThat(dropped(dropout)).contains(0f, 2f);
      }
    }
  }

  @Test
  void changesNothingAtRateZero() {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = torch.ones(new long[] {3});

      assertThat(Dropout.NONE.apply(x)).isSameAs(x);
    }
  }

  private static float[] dropped(Dropout dropout) {
    return Tensors.floats(dropout.apply(torch.ones(new long[] {COUNT})));
  }
}
