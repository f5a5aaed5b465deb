package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.playhead.window.HoldOut;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step's gradient is the same however many threads compute it. */
@SuppressWarnings("try") // a scope is closed, not read
class StepThreadsTest {
  private final TrainingData data =
      Training.data(SyntheticRecording.cyclic(9, 40, 1).events(), HoldOut.NONE);
  private final TrainingSettings settings = Training.withoutChance(HoldOut.NONE);
  private final ModelShape shape = Trainer.shape(data, settings);
  private final Model model = new Model(shape, Precision.FLOAT32);
  private final List<TrainingWindow> windows =
      data.members().stream()
          .map(member -> TrainingWindow.serving(member, settings.window(), member.trainCount()))
          .toList();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void isThatOfOnePassThroughEverything(int threads) {
    Map<String, float[]> expected = inOnePass();

    Map<String, float[]> gradients = byThreads(threads);

    gradients.forEach(
        (name, values) -> {
          for (int i = 0; i < values.length; i++) {
            assertThat(values[i])
                .as("%s at %d, %d threads", name, i, threads)
                .isCloseTo(expected.get(name)[i], within(2e-5f));
          }
        });
  }

  @Test
  void reachesWhatTheTowerLearns() {
    for (String name : List.of("title.id", "title.metadata", "title.gate", "title.out")) {
      float largest = 0;
      for (float value : byThreads(2).get(name)) {
        largest = Math.max(largest, Math.abs(value));
      }
      assertThat(largest).as(name).isGreaterThan(1e-3f);
    }
  }

  private Map<String, float[]> inOnePass() {
    try (PointerScope scope = new PointerScope()) {
      Parameters p = parameters();
      SoftmaxLoss loss = loss(1);
      int[] all = TitleRows.first(data.titles().vocabularySize());
      TitleBatch titles = TitleBatch.of(data.titles(), all, data.titles().indices(all));
      TitleTower.Vectors vectors = settings.negatives() == 0 ? TitleTower.forward(p, titles) : null;
      loss.of(p, WindowBatch.training(windows), vectors).root().backward();
      return gradients(p);
    }
  }

  private Map<String, float[]> byThreads(int count) {
    try (PointerScope scope = new PointerScope()) {
      Parameters p = parameters();
      try (StepThreads threads = new StepThreads(p, count, 1, this::loss)) {
        threads.startEpoch(0);
        threads.gradient(windows);
        return gradients(p);
      }
    }
  }

  private Parameters parameters() {
    return SequenceEncoderTest.shaken(Parameters.drawn(shape, 1)).sharing();
  }

  private SoftmaxLoss loss(long seed) {
    return new SoftmaxLoss(data, settings, model, seed);
  }

  private static Map<String, float[]> gradients(Parameters p) {
    Map<String, float[]> gradients = new HashMap<>();
    p.learned()
        .forEach(
            (name, t) ->
                gradients.put(
                    name,
                    t.grad().defined()
                        ? Tensors.floats(t.grad())
                        : new float[Math.toIntExact(t.numel())]));
    return gradients;
  }
}
