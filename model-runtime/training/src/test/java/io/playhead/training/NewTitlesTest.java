package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.playhead.window.HoldOut;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.Test;

/** A title that nobody has watched stands among those that are like it. */
class NewTitlesTest {
  private static final int NEW = 4; // the number of the title of each genre

  private final TrainingData data =
      Training.data(
          SyntheticRecording.cyclic(80, 30, 1).events().stream()
              .filter(e -> !e.getTitleId().endsWith("-" + NEW))
              .toList(),
          HoldOut.NONE);
  private final TrainedModel trained = Training.run(data, Training.settings(HoldOut.NONE, 8, 0));

  @Test
  void pointsWhereItsGenreDoes() {
    TrainingData all = Training.data(SyntheticRecording.cyclic(80, 30, 1).events(), HoldOut.NONE);
    for (int own = 0; own < SyntheticRecording.GENRES; own++) {
      float[] found = vector(all, SyntheticRecording.title(own, NEW), false);
      for (int other = 0; other < SyntheticRecording.GENRES; other++) {
        assertThat(genre(found, own) - genre(found, other))
            .as("genre %d before genre %d", own, other)
            .isGreaterThan(own == other ? -1 : .04);
      }
    }
  }

  @Test
  void isAsLongAsTheOthersAreOnAverage() {
    double sum = 0;
    for (String titleId : data.titles().titleIds()) {
      sum += length(vector(data, titleId, true));
    }

    assertThat(length(vector(data, data.titles().titleIds().get(0), false)))
        .isCloseTo(sum / data.titles().vocabularySize(), within(1e-4));
  }

  private double genre(float[] vector, int genre) {
    float[] mean = new float[vector.length];
    for (int number = 0; number < SyntheticRecording.TITLES_PER_GENRE; number++) {
      if (number != NEW) {
        float[] other = vector(data, SyntheticRecording.title(genre, number), true);
        for (int i = 0; i < mean.length; i++) {
          mean[i] += other[i];
        }
      }
    }
    double dot = 0;
    for (int i = 0; i < mean.length; i++) {
      dot += mean[i] * vector[i];
    }
    return dot / length(mean) / length(vector);
  }

  @SuppressWarnings("try") // a scope is closed, not read
  private float[] vector(TrainingData from, String titleId, boolean hasId) {
    int row = from.titles().titleIds().indexOf(titleId);
    TitleRows titles =
        new TitleRows(
            from.titles().titleIds(),
            from.titles().vocabularySize(),
            from.titles().ids(),
            from.titles().weights(),
            data.titles().metadata(), // as title.onnx would see it
            from.titles().ages(),
            new long[from.titles().size()]);
    long[] index = {hasId ? row + 1 : 0};
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      TitleBatch batch = TitleBatch.of(titles, new int[] {row}, index);
      return Tensors.floats(TitleTower.forward(trained.parameters(), batch).mixed());
    }
  }

  private static double length(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }
}
