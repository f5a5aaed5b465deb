package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.Title;
import io.playhead.schemas.recording.Recording;
import io.playhead.window.ColdTitles;
import io.playhead.window.HoldOut;
import io.playhead.window.MemberHistories;
import io.playhead.window.WindowPolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingDataTest {
  // Of the 40 titles these, by Python's hashlib.
  private static final List<String> COLD =
      List.of(
          "title-1-1",
          "title-1-7",
          "title-2-0",
          "title-2-4",
          "title-3-1",
          "title-3-2",
          "title-3-4",
          "title-3-7");
  private static final ColdTitles TENTH = new ColdTitles(.1);

  @TempDir private Path folder;

  @Test
  void coldTitlesHaveNoTokenAndNoRow() {
    SyntheticRecording recording = SyntheticRecording.cyclic(40, 30, 1);

    TrainingData data = data(recording, HoldOut.LAST, TENTH);

    TrainingData all = data(recording, HoldOut.LAST, ColdTitles.NONE);
    assertThat(all.titles().titleIds()).hasSize(40).containsAll(COLD);
    assertThat(data.titles().titleIds())
        .hasSize(40 - COLD.size())
        .doesNotContainAnyElementsOf(COLD);
    assertThat(data.trainTokens()).isLessThan(all.trainTokens());
    long tokens = 0;
    for (MemberSequence member : data.members()) {
      for (int i = 0; i < member.trainCount(); i++) {
        assertThat(data.titles().titleIds().get(member.titleRow(i))).isNotIn(COLD);
        tokens++;
      }
      assertThat(data.titles().titleIds().get(member.titleRow(member.trainCount()))).isNotIn(COLD);
    }
    assertThat(data.trainTokens()).isEqualTo(tokens);
    assertThat(data.coldTitles()).isEqualTo(TENTH);
  }

  /** The last token is held out before cold titles are looked at, whatever its title is. */
  @Test
  void whatIsHeldOutDoesNotDependOnColdTitles() {
    SyntheticRecording recording = new SyntheticRecording(1);
    List<String> titles = List.of("a", "b", "c", COLD.get(0));
    for (int hour = 0; hour < titles.size(); hour++) {
      recording.play("m", titles.get(hour), hour);
      recording.play("n", titles.get(titles.size() - 1 - hour), hour);
    }

    TrainingData data = data(recording, HoldOut.LAST, TENTH);

    // Of m: a, b and c to validate with. Of n, without a: c, and b to validate with.
    assertThat(data.members()).extracting(MemberSequence::trainCount).containsExactly(2, 1);
    assertThat(data.titles().titleIds()).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void afterATimeNoEventIsRead() {
    SyntheticRecording recording = SyntheticRecording.cyclic(10, 20, 1);
    Recording written = Recording.open(recording.write(folder.resolve("recording")));
    long fromMs = 1_700_000_000_000L + 12 * 3_600_000L + 600_000; // ten minutes into hour 12

    TrainingData data =
        TrainingData.read(
            written,
            HoldOut.after(Instant.ofEpochMilli(fromMs)),
            ColdTitles.NONE,
            Training.BUCKETS);

    // 13 sittings have begun; of the last one the STOP is still to come.
    assertThat(data.members()).allSatisfy(m -> assertThat(m.trainCount()).isEqualTo(12));
    assertThat(data.trainedUntilMs()).isEqualTo(1_700_000_000_000L + 11 * 3_600_000L);
    long[] features = new long[9];
    data.members().get(0).writeFeatures(12, features, 0);
    assertThat(features[0]).as("outcome: neither STOP nor COMPLETE").isEqualTo(7);
    data.members().get(0).writeFeatures(11, features, 0);
    assertThat(features[0]).as("outcome: STOP").isEqualTo(6);
  }

  private static TrainingData data(
      SyntheticRecording recording, HoldOut holdOut, ColdTitles coldTitles) {
    MemberHistories.Builder builder = new MemberHistories.Builder(WindowPolicy.DEFAULT);
    recording.events().forEach(builder::add);
    return TrainingData.of(
        builder.build(),
        SyntheticRecording.titles().stream()
            .collect(Collectors.toMap(Title::getTitleId, Function.identity())),
        holdOut,
        coldTitles,
        Training.BUCKETS,
        "none");
  }
}
