package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.window.HoldOut;
import org.junit.jupiter.api.Test;

/** Training learns, the same way each time, and looks at nothing it must not see. */
class TrainerTest {
  @Test
  void beatsPopularityClearly() {
    TrainingData data = Training.data(SyntheticRecording.cyclic(80, 30, 1).events(), HoldOut.LAST);

    TrainedModel trained = Training.run(data, Training.settings(HoldOut.LAST, 12, 0));

    double popularity = Popularity.of(data).ndcg10();
    assertThat(trained.validation().members()).isEqualTo(80);
    assertThat(trained.validation().ndcg10()).isGreaterThan(popularity + 0.2);
  }

  @Test
  void learnsFromSampledTitlesToo() {
    TrainingData data = Training.data(SyntheticRecording.cyclic(80, 30, 1).events(), HoldOut.LAST);

    TrainedModel trained = Training.run(data, Training.settings(HoldOut.LAST, 12, 12));

    assertThat(trained.validation().ndcg10()).isGreaterThan(Popularity.of(data).ndcg10() + 0.2);
  }

  @Test
  void sameSeedLearnsTheSame() {
    TrainingData data = Training.data(SyntheticRecording.cyclic(20, 12, 2).events(), HoldOut.NONE);
    TrainingSettings settings = Training.settings(HoldOut.NONE, 3, 0);

    TrainedModel first = Training.run(data, settings);
    TrainedModel second = Training.run(data, settings);

    assertThat(ModelId.of(second, data.titles())).isEqualTo(ModelId.of(first, data.titles()));
    assertThat(second.loss()).isEqualTo(first.loss());
  }

  @Test
  void twoThreadsLearnTheSameEachTime() {
    TrainingData data = Training.data(SyntheticRecording.cyclic(80, 30, 1).events(), HoldOut.LAST);
    TrainingSettings settings = Training.settings(HoldOut.LAST, 12, 0, 2, Precision.FLOAT32);

    TrainedModel first = Training.run(data, settings);
    TrainedModel second = Training.run(data, settings);

    assertThat(ModelId.of(second, data.titles())).isEqualTo(ModelId.of(first, data.titles()));
    assertThat(first.validation().ndcg10()).isGreaterThan(Popularity.of(data).ndcg10() + 0.2);
  }

  @Test
  void learnsInBfloat16Too() {
    TrainingData data = Training.data(SyntheticRecording.cyclic(80, 30, 1).events(), HoldOut.LAST);

    TrainedModel trained =
        Training.run(data, Training.settings(HoldOut.LAST, 12, 0, 1, Precision.BFLOAT16));

    assertThat(trained.validation().ndcg10()).isGreaterThan(Popularity.of(data).ndcg10() + 0.2);
  }

  @Test
  void heldOutTokenChangesNothing() {
    SyntheticRecording one = SyntheticRecording.cyclic(20, 12, 3);
    SyntheticRecording other = SyntheticRecording.cyclic(20, 12, 3);
    for (int member = 0; member < 20; member++) {
      one.play("member-" + member, SyntheticRecording.title(0, 1), 100);
      other.play("member-" + member, "only-in-the-test-" + member, 100);
    }

    assertThat(modelId(other, HoldOut.LAST)).isEqualTo(modelId(one, HoldOut.LAST));
    assertThat(modelId(other, HoldOut.NONE))
        .as("the comparison sees a token that is not held out")
        .isNotEqualTo(modelId(one, HoldOut.NONE));
  }

  private static String modelId(SyntheticRecording recording, HoldOut holdOut) {
    // One more hour, so that what is validation under NONE differs in training too.
    if (holdOut == HoldOut.NONE) {
      for (int member = 0; member < 20; member++) {
        recording.play("member-" + member, SyntheticRecording.title(1, 1), 200);
      }
    }
    TrainingData data = Training.data(recording.events(), holdOut);
    TrainedModel trained = Training.run(data, Training.settings(holdOut, 2, 0));
    return ModelId.of(trained, data.titles())
        + " loss "
        + trained.loss()
        + " validation "
        + trained.validation()
        + " until "
        + data.trainedUntilMs();
  }
}
