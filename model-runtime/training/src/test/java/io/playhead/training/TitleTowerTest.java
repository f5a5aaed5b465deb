package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.playhead.window.HoldOut;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.Test;

/** Titles are embedded from their ID and from what is said about them. */
@SuppressWarnings("try") // a scope is closed, not read
class TitleTowerTest {
  private final TrainingData data =
      Training.data(SyntheticRecording.cyclic(8, 30, 1).events(), HoldOut.NONE);
  private final Parameters parameters =
      SequenceEncoderTest.shaken(
          Parameters.drawn(Trainer.shape(data, Training.settings(HoldOut.NONE, 1, 0)), 1));

  @Test
  void titleWithoutIdIsNothingButWhatTheRegressionSays() {
    float[] unknown = score(0, 0);

    parameters.get("title.id").fill_(new Scalar(5));
    parameters.get("title.gate").fill_(new Scalar(1));
    parameters.get("title.metadata").fill_(new Scalar(2));

    assertThat(score(0, 0)).isEqualTo(unknown);
    assertThat(score(0, 1)).isNotEqualTo(unknown);

    parameters.get("title.new").select(0, 1).fill_(new Scalar(3));

    assertThat(score(0, 0)).isNotEqualTo(unknown);
  }

  @Test
  void scoreVectorsHaveUnitLengthAndThoseOfNewTitlesTheLengthGiven() {
    parameters.get("title.new.length").fill_(new Scalar(1.2));

    assertThat(length(score(3, 4))).isCloseTo(1, within(1e-5));
    assertThat(length(score(3, 0))).isCloseTo(1.2, within(1e-5));
  }

  @Test
  void aNewTitleOfWhichNothingIsKnownScoresAsTitlesDoOnAverage() {
    float[] mean = new float[(int) parameters.get("title.new.mean").numel()];
    Arrays.fill(mean, 0.1f);
    parameters.set("title.new.mean", mean);
    parameters.get("title.new.length").fill_(new Scalar(1.2));

    parameters.get("title.new").fill_(new Scalar(0)); // as if no row were learned

    assertThat(score(3, 0)).isEqualTo(mean);

    parameters.get("title.new").select(1, 0).fill_(new Scalar(1));

    assertThat(length(score(3, 0))).isCloseTo(1.2, within(1e-5));
  }

  private static double length(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  private float[] score(int row, long index) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      TitleBatch batch = TitleBatch.of(data.titles(), new int[] {row}, new long[] {index});
      return Tensors.floats(TitleTower.forward(parameters, batch).score());
    }
  }
}
