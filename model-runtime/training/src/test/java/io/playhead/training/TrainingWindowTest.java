package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.window.AnchoredWindow;
import io.playhead.window.HoldOut;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where training windows start and end. */
class TrainingWindowTest {
  private static final AnchoredWindow SHAPE = AnchoredWindow.DEFAULT;

  @Test
  void sampledWindowsStartAtAnchorsAndStayInTheTrainingPart() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int tokens = 1; tokens < 700; tokens += 1 + random.nextInt(5)) {
      SyntheticRecording recording = new SyntheticRecording(seed);
      recording.addMember("m", 0, tokens);
      recording.addMember("other", 1, 3);
      MemberSequence member = Training.data(recording.events(), HoldOut.NONE).members().get(0);

      TrainingWindow window = TrainingWindow.sampled(member, SHAPE, random);

      String about = "seed " + seed + ", " + tokens + " tokens, " + window;
      assertThat(window.start() % SHAPE.stride()).as(about).isZero();
      assertThat(window.length()).as(about).isBetween(0, SHAPE.lengthMax());
      assertThat(window.start() + window.length()).as(about).isLessThan(member.trainCount());
    }
  }

  @Test
  void longHistoriesAreLearnedFromAsAWhole() {
    SyntheticRecording recording = new SyntheticRecording(1);
    recording.addMember("m", 0, 600);
    MemberSequence member = Training.data(recording.events(), HoldOut.NONE).members().get(0);
    Random random = new Random(1);
    Set<Integer> predicted = new HashSet<>();

    for (int epoch = 0; epoch < 60; epoch++) {
      TrainingWindow window = TrainingWindow.sampled(member, SHAPE, random);
      for (int i = 0; i <= window.length(); i++) {
        predicted.add(window.start() + i);
      }
    }

    assertThat(predicted).hasSize(member.trainCount());
  }

  @Test
  void everyTokenIsPredictedFromTheOneBefore() {
    SyntheticRecording recording = new SyntheticRecording(1);
    recording.addMember("m", 0, 5);
    recording.addMember("n", 1, 2);
    List<MemberSequence> members = Training.data(recording.events(), HoldOut.NONE).members();

    WindowBatch batch =
        WindowBatch.training(
            List.of(
                TrainingWindow.serving(members.get(0), SHAPE, 3),
                TrainingWindow.serving(members.get(1), SHAPE, 0)));

    assertThat(batch.length()).as("padded").isEqualTo(8);
    assertThat(batch.states()).containsExactly(0, 1, 2, 3, 0);
    assertThat(batch.targets())
        .containsExactly(
            members.get(0).titleRow(0),
            members.get(0).titleRow(1),
            members.get(0).titleRow(2),
            members.get(0).titleRow(3),
            members.get(1).titleRow(0));
  }

  @Test
  void batchesHoldAboutTheAskedTokensAndEveryMemberOnce() {
    TrainingData data = Training.data(SyntheticRecording.cyclic(50, 20, 1).events(), HoldOut.NONE);

    List<List<TrainingWindow>> batches = new WindowSampler(data.members(), SHAPE, 200, 1).epoch(0);

    assertThat(batches).allSatisfy(batch -> assertThat(batch.size() * 24).isLessThanOrEqualTo(200));
    assertThat(batches.stream().flatMap(List::stream).map(TrainingWindow::member).distinct())
        .hasSize(50);
  }
}
