package io.playhead.training;

import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Title;
import io.playhead.window.AnchoredWindow;
import io.playhead.window.ColdTitles;
import io.playhead.window.HoldOut;
import io.playhead.window.MemberHistories;
import io.playhead.window.WindowPolicy;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Small runs of training for tests. */
final class Training {
  static final int BUCKETS = 128;
  static final TrainingProgress SILENT =
      new TrainingProgress() {
        @Override
        public void step(int epoch, double meanLoss) {}

        @Override
        public void validated(RankingMetrics metrics) {}
      };

  /** Small, so that members of a few dozen tokens have older blocks. */
  static final AnchoredWindow WINDOW = new AnchoredWindow(32, 8, 3, 2);

  private Training() {}

  static TrainingSettings settings(HoldOut holdOut, int epochs, int negatives) {
    return settings(holdOut, epochs, negatives, 1, Precision.FLOAT32);
  }

  static TrainingSettings settings(
      HoldOut holdOut, int epochs, int negatives, int threads, Precision precision) {
    return new TrainingSettings(
        holdOut, 7, 1, epochs, 16, 2, 2, WINDOW, BUCKETS, 0.005, 0.01, 10, 1, 0.95, 0.1, 0.05, 0.05,
        0.3, 1.05, 2, List.of(), 800, negatives, 2, 1000, 100, threads, precision);
  }

  /** Full softmax, and nothing dropped. */
  static TrainingSettings withoutChance(HoldOut holdOut) {
    return new TrainingSettings(
        holdOut,
        7,
        1,
        1,
        16,
        2,
        2,
        WINDOW,
        BUCKETS,
        0.005,
        0.01,
        10,
        1,
        0.95,
        0,
        0,
        0.05,
        0.3,
        1.05,
        2,
        List.of(),
        800,
        0,
        2,
        1000,
        100,
        1,
        Precision.FLOAT32);
  }

  static TrainingData data(List<PlaybackEvent> events, HoldOut holdOut) {
    MemberHistories.Builder builder = new MemberHistories.Builder(WindowPolicy.DEFAULT);
    events.forEach(builder::add);
    return TrainingData.of(
        builder.build(),
        SyntheticRecording.titles().stream()
            .collect(Collectors.toMap(Title::getTitleId, Function.identity())),
        holdOut,
        ColdTitles.NONE,
        BUCKETS,
        "none");
  }

  static TrainedModel run(TrainingData data, TrainingSettings settings) {
    return new Trainer(data, settings, null, SILENT, System::nanoTime)
        .run(Goal.none(System.nanoTime()));
  }
}
