package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.window.HoldOut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that was killed and goes on is the training that was not. */
class CheckpointTest {
  private static final int EPOCHS = 7;

  @TempDir private Path folder;

  private final TrainingData data =
      Training.data(SyntheticRecording.cyclic(80, 30, 1).events(), HoldOut.LAST);

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void goesOnBitForBit(int threads) throws IOException {
    TrainingSettings settings =
        Training.settings(HoldOut.LAST, EPOCHS, 0, threads, Precision.FLOAT32);

    TrainedModel whole = trainer(settings, Training.SILENT).run(goal());
    // In the middle of the fourth epoch, and again in the middle of the sixth.
    kill(settings, 3);
    kill(settings, 5);
    Checkpoint checkpoint = checkpoint(settings);
    assertThat(checkpoint.exists()).isTrue();
    List<Integer> epochs = new ArrayList<>();
    TrainedModel resumed = trainer(settings, hearing(epochs)).run(goal(), checkpoint);

    assertThat(epochs).as("what was done is not done again").doesNotContain(0, 1, 2, 3, 4);
    for (String name : whole.parameters().all().keySet()) {
      assertThat(resumed.parameters().values(name))
          .as(name)
          .isEqualTo(whole.parameters().values(name));
    }
    assertThat(resumed.loss()).isEqualTo(whole.loss());
    assertThat(resumed.steps()).isEqualTo(whole.steps());
    assertThat(resumed.tokens()).isEqualTo(whole.tokens());
    assertThat(resumed.validation()).isEqualTo(whole.validation());
    assertThat(metrics(resumed)).isEqualTo(metrics(whole)).hasSize(4);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).as("no draft is left").hasSize(1);
    }
  }

  @Test
  void timeBeforeTheKillCounts() {
    TrainingSettings settings = Training.settings(HoldOut.LAST, 1000, 0);
    long[] nowNs = {0};
    // Each look at the clock is a second; the budget is 200.
    Goal goal = new Goal(0, 200_000_000_000L, Double.POSITIVE_INFINITY);
    assertThatThrownBy(
            () ->
                new Trainer(data, settings, null, killing(6), () -> nowNs[0] += 1_000_000_000L)
                    .run(goal, checkpoint(settings)))
        .isInstanceOf(Killed.class);
    long beforeNs = nowNs[0];
    nowNs[0] = 5_000_000_000_000L;
    Goal again = new Goal(nowNs[0], goal.budgetNs(), goal.ndcg10());

    new Trainer(data, settings, null, Training.SILENT, () -> nowNs[0] += 1_000_000_000L)
        .run(again, checkpoint(settings));

    long afterNs = nowNs[0] - again.startNs();
    assertThat(beforeNs).isBetween(20_000_000_000L, 190_000_000_000L);
    assertThat(afterNs).isBetween(1_000_000_000L, goal.budgetNs() - beforeNs + 60_000_000_000L);
  }

  @Test
  void writesNoOftenerThanAsked() {
    TrainingSettings settings = Training.settings(HoldOut.LAST, EPOCHS, 0);
    Path file = folder.resolve("rare");
    Checkpoint rare = new Checkpoint(file, "a=1\n", Long.MAX_VALUE);

    trainer(settings, Training.SILENT).run(goal(), rare);

    assertThat(rare.exists()).isFalse();
  }

  @Test
  void refusesTheCheckpointOfAnotherTraining() throws IOException {
    TrainingSettings settings = Training.settings(HoldOut.LAST, EPOCHS, 0);
    kill(settings, 3);

    TrainingSettings other = Training.settings(HoldOut.LAST, EPOCHS, 5);
    TrainingSettings longer = Training.settings(HoldOut.LAST, EPOCHS + 1, 0);

    assertThatThrownBy(() -> trainer(other, Training.SILENT).run(goal(), checkpoint(other)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("negatives=0 then and 5 now")
        .hasMessageContaining("--no-resume");
    assertThat(trainer(longer, Training.SILENT).run(goal(), checkpoint(longer)).epochs())
        .as("more epochs are the same training")
        .isEqualTo(EPOCHS + 1);
    Files.writeString(folder.resolve("bundle.checkpoint"), "half of it");
    assertThatThrownBy(() -> trainer(settings, Training.SILENT).run(goal(), checkpoint(settings)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("is no readable checkpoint")
        .hasMessageContaining("--no-resume");
  }

  private void kill(TrainingSettings settings, int epoch) {
    assertThatThrownBy(() -> trainer(settings, killing(epoch)).run(goal(), checkpoint(settings)))
        .isInstanceOf(Killed.class);
  }

  private Checkpoint checkpoint(TrainingSettings settings) {
    return new Checkpoint(
        Checkpoint.beside(folder.resolve("bundle")),
        TrainingFingerprint.of(data, settings, null),
        0);
  }

  private Trainer trainer(TrainingSettings settings, TrainingProgress progress) {
    return new Trainer(data, settings, null, progress, System::nanoTime);
  }

  private static Goal goal() {
    return Goal.none(System.nanoTime());
  }

  private static List<RankingMetrics> metrics(TrainedModel model) {
    return model.validations().all().stream().map(Validations.Entry::metrics).toList();
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Ends training at the second step of {@code epoch}. */
  private static TrainingProgress killing(int epoch) {
    int[] steps = new int[1];
    return progress(
        now -> {
          if (now == epoch && ++steps[0] == 2) {
            throw new Killed();
          }
          return now;
        });
  }

  private static TrainingProgress hearing(List<Integer> epochs) {
    return progress(
        now -> {
          epochs.add(now);
          return now;
        });
  }

  private static TrainingProgress progress(IntUnaryOperator step) {
    return new TrainingProgress() {
      @Override
      public void step(int epoch, double meanLoss) {
        step.applyAsInt(epoch);
      }

      @Override
      public void validated(RankingMetrics metrics) {}
    };
  }
}
