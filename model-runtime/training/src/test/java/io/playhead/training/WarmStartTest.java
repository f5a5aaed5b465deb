package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.window.HoldOut;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training with a parent knows before its first step. */
class WarmStartTest {
  private static final String NEW = SyntheticRecording.title(2, 4);

  @TempDir private Path folder;

  @Test
  void knownTitlesKeepTheirIdsAndNewOnesGetThoseOfSimilarOnes() throws Exception {
    SyntheticRecording old = SyntheticRecording.cyclic(80, 30, 1);
    TrainingSettings settings = Training.settings(HoldOut.NONE, 8, 0);
    TrainingData whole = Training.data(old.events(), HoldOut.NONE);
    TrainingData without =
        Training.data(
            old.events().stream().filter(e -> !e.getTitleId().equals(NEW)).toList(), HoldOut.NONE);
    TrainedModel trained = Training.run(without, settings);
    new BundleWriter(trained, without, settings).write(folder, 0, null);
    ModelShape shape = Trainer.shape(whole, settings);
    Parameters weights = Parameters.drawn(shape, 1);

    WarmStart.apply(weights, ParentModel.read(folder), shape, whole.titles());

    assertThat(weights.values("layer.1.mix")).isEqualTo(trained.parameters().values("layer.1.mix"));
    for (String titleId : without.titles().titleIds()) {
      assertThat(id(weights, whole, titleId))
          .as(titleId)
          .isEqualTo(id(trained.parameters(), without, titleId));
    }
    float[] started = id(weights, whole, NEW);
    assertThat(cosine(started, mean(weights, whole, 2)))
        .as("to its own genre, and to another")
        .isGreaterThan(cosine(started, mean(weights, whole, 1)) + .2);
  }

  private static float[] mean(Parameters weights, TrainingData data, int genre) {
    float[] sum = new float[16];
    for (int number = 0; number < SyntheticRecording.TITLES_PER_GENRE; number++) {
      String titleId = SyntheticRecording.title(genre, number);
      for (int i = 0; i < sum.length && !titleId.equals(NEW); i++) {
        sum[i] += id(weights, data, titleId)[i];
      }
    }
    return sum;
  }

  private static float[] id(Parameters weights, TrainingData data, String titleId) {
    List<String> titleIds = data.titles().titleIds();
    float[] row = new float[16];
    System.arraycopy(
        weights.values("title.id"), (titleIds.indexOf(titleId) + 1) * 16, row, 0, row.length);
    return row;
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return dot / Math.sqrt(aa * bb);
  }
}
