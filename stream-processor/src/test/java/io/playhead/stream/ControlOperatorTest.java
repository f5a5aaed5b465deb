package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.TinyBundle;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Flink says that closing may throw anything.
class ControlOperatorTest {
  private static final List<Title> TITLES = TinyBundle.titles(3);
  private final Records records = new Records();

  private OneInputStreamOperatorTestHarness<RawRecord, ControlUpdate> harness(
      Map<String, long[]> ends) throws Exception {
    JobOptions options = GraphRun.options(1).withCatalogue(ends, 30_000);
    var harness = new OneInputStreamOperatorTestHarness<>(new ControlOperator(options));
    harness.setup(new ControlUpdate.Serializer());
    harness.setProcessingTime(Records.T0);
    return harness;
  }

  private static long loadedCount(OneInputStreamOperatorTestHarness<?, ControlUpdate> harness) {
    return harness.extractOutputValues().stream()
        .filter(update -> update.kind() == ControlUpdate.Kind.CATALOGUE_LOADED)
        .count();
  }

  @Test
  void saysOnceThatTheEndsAreReached() throws Exception {
    Map<String, long[]> ends =
        Map.of(Topics.TITLES, new long[] {2, 0}, Topics.MODEL_RELEASES, new long[] {0});
    try (var harness = harness(ends)) {
      harness.open();
      harness.processElement(records.title(TITLES.get(0)), 0);
      assertThat(loadedCount(harness)).isZero();

      harness.processElement(records.title(TITLES.get(1)), 0);
      harness.processElement(records.title(TITLES.get(2)), 0);
      harness.endInput();

      assertThat(loadedCount(harness)).isEqualTo(1);
      assertThat(harness.extractOutputValues().get(2).kind())
          .isEqualTo(ControlUpdate.Kind.CATALOGUE_LOADED);
    }
  }

  @Test
  void countsEmptyTopicsAsReachedAtTheStart() throws Exception {
    try (var harness = harness(Map.of(Topics.TITLES, new long[] {0}))) {
      harness.open();
      harness.setProcessingTime(Records.T0 + 1);

      assertThat(loadedCount(harness)).isEqualTo(1);
    }
  }

  @Test
  void givesUpWaitingAfterASilence() throws Exception {
    try (var harness = harness(Map.of(Topics.TITLES, new long[] {5}))) {
      harness.open();
      harness.setProcessingTime(Records.T0 + 20_000);
      harness.processElement(records.title(TITLES.get(0)), 0);
      harness.setProcessingTime(Records.T0 + 49_999);
      assertThat(loadedCount(harness)).isZero();

      harness.setProcessingTime(Records.T0 + 50_000);

      assertThat(loadedCount(harness)).isEqualTo(1);
    }
  }

  @Test
  void goesOnCountingAfterARestore() throws Exception {
    Map<String, long[]> ends = Map.of(Topics.TITLES, new long[] {2});
    OperatorSubtaskState state;
    try (var harness = harness(ends)) {
      harness.open();
      harness.processElement(records.title(TITLES.get(0)), 0);
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness(ends)) {
      harness.initializeState(state);
      harness.open();
      harness.processElement(records.title(TITLES.get(1)), 0);

      assertThat(loadedCount(harness)).isEqualTo(1);
      state = harness.snapshot(2, 2);
    }
    try (var harness = harness(ends)) {
      harness.initializeState(state);
      harness.open();
      harness.endInput();

      assertThat(loadedCount(harness)).as("it was said before").isZero();
    }
  }
}
