package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.playhead.schemas.Availability;
import io.playhead.schemas.Title;
import io.playhead.window.ColdTitles;
import io.playhead.window.HoldOut;
import io.playhead.window.MemberHistories;
import io.playhead.window.WindowPolicy;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What competes for a prediction, with all titles in the softmax (0) and with drawn ones. */
@SuppressWarnings("try") // a scope is closed, not read
class SoftmaxLossTest {
  private static final long SEED = 3;
  private static final int DRAWS = 20;
  private static final int LATE_HOUR = 2;
  private static final long MINUTE_MS = 60_000;

  // Three titles in turn, the third of which comes out when it is watched first.
  private final SyntheticRecording recording = new SyntheticRecording(SEED);

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void nothingCompetesThatWasHadOrIsNotOut(int negatives) {
    TrainingData data = data();

    assertThat(loss(data, negatives, 0)).as("two are out").isPositive();
    assertThat(loss(data, negatives, 1))
        .as("one was had, one is not out")
        .isCloseTo(0, within(1e-5));
    assertThat(loss(data, negatives, 2)).as("both others were had").isCloseTo(0, within(1e-5));
  }

  /** The greatest of several draws, of what comes after {@code length} tokens. */
  private static double loss(TrainingData data, int negatives, int length) {
    return LongStream.range(0, DRAWS)
        .mapToDouble(seed -> loss(data, negatives, length, seed))
        .max()
        .getAsDouble();
  }

  private static double loss(TrainingData data, int negatives, int length, long seed) {
    TrainingSettings settings = Training.settings(HoldOut.NONE, 1, negatives);
    ModelShape shape = Trainer.shape(data, settings);
    Model model = new Model(shape, Precision.FLOAT32);
    MemberSequence member = data.members().get(0);
    WindowBatch batch =
        WindowBatch.last(List.of(new TrainingWindow(member, settings.window(), 0, length)));
    try (PointerScope scope = new PointerScope()) {
      Parameters p = Parameters.drawn(shape, seed);
      SoftmaxLoss loss = new SoftmaxLoss(data, settings, model, seed);
      TitleTower.Repeated all = loss.titles();
      return loss.of(p, batch, all == null ? null : all.forward(p)).value();
    }
  }

  private TrainingData data() {
    for (int hour = 0; hour < 4; hour++) {
      recording.play("m", SyntheticRecording.title(0, hour % 3), hour);
    }
    MemberHistories.Builder builder = new MemberHistories.Builder(WindowPolicy.DEFAULT);
    recording.events().forEach(builder::add);
    long lateMs = recording.events().get(0).getEventTimeMs() + LATE_HOUR * 60 * MINUTE_MS;
    Map<String, Title> titles =
        IntStream.range(0, 3)
            .mapToObj(
                number ->
                    Title.newBuilder()
                        .setTitleId(SyntheticRecording.title(0, number))
                        .setAvailability(
                            List.of(
                                Availability.newBuilder()
                                    .setCountry("*")
                                    .setFromMs(number < 2 ? null : lateMs)
                                    .setUntilMs(null)
                                    .build()))
                        .build())
            .collect(Collectors.toMap(Title::getTitleId, Function.identity()));
    return TrainingData.of(
        builder.build(), titles, HoldOut.NONE, ColdTitles.NONE, Training.BUCKETS, "none");
  }
}
