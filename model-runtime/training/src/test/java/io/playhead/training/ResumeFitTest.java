package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.window.HoldOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Members go on with what they began on the television, and never on the phone. */
class ResumeFitTest {
  private static final long START_MS = 1_700_000_000_000L;
  private static final long HOUR_MS = 3_600_000;

  private final List<PlaybackEvent> events = new ArrayList<>();

  @Test
  void tellsWhereMembersGoOn() {
    long seed = 5;
    habit(seed, 60, 20);
    TrainingData data = Training.data(events, HoldOut.NONE);

    ResumeFit odds = Training.run(data, Training.settings(HoldOut.NONE, 1, 0)).resumeOdds();

    assertThat(odds.weights()).hasSize(177);
    assertThat((double) odds.metrics().get("logLoss"))
        .isLessThan((double) odds.metrics().get("baseLogLoss") / 2);
    for (ResumeCase choice : data.resumeCases().learned()) {
      boolean resumes = choice.resumed() >= 0;
      int newest = 0;
      double chance = LogisticRegression.chance(odds.weights(), choice.columns()[newest], 0.3);
      assertThat(chance > .5).as("newest begun title of %s", choice).isEqualTo(resumes);
    }
  }

  @Test
  void choicesGoOnWithBegunTitlesAndAreNotAimedAt() {
    play("m", "a", 0, "phone", 0, .5);
    play("m", "b", 2, "phone", 0, 1);
    play("m", "a", 4, "television", .5, 1);
    play("m", "a", 6, "phone", 0, .01);
    play("m", "c", 8, "phone", 0, 1);
    play("m", "d", 10, "phone", 0, 1);
    TrainingData data = Training.data(events, HoldOut.NONE);
    MemberSequence member = data.members().get(0);
    List<ResumeCase> learned = data.resumeCases().learned();

    assertThat(learned).extracting(ResumeCase::target).containsExactly(1, 2);
    assertThat(learned).extracting(ResumeCase::resumed).containsExactly(-1, 0);
    assertThat(member.isWanted(2)).as("goes on").isFalse();
    assertThat(member.isWanted(3)).as("played again").isTrue();
  }

  @Test
  void dataWithoutTheHabitGivesNoOdds() {
    TrainingData data = Training.data(SyntheticRecording.cyclic(20, 10, 1).events(), HoldOut.NONE);

    assertThat(Training.run(data, Training.settings(HoldOut.NONE, 1, 0)).resumeOdds()).isNull();
  }

  /** Every second play is begun on any device and left half way. */
  private void habit(long seed, int members, int plays) {
    Random random = new Random(seed);
    for (int m = 0; m < members; m++) {
      String member = "m" + m;
      int hour = 0;
      for (int i = 0; i < plays; i++) {
        String title = "t" + random.nextInt(4) + "-" + i;
        play(member, title, hour, "phone", 0, .5);
        hour += 3;
        if (random.nextBoolean()) {
          play(member, title, hour, "television", .5, 1);
        } else {
          play(member, "u" + random.nextInt(4) + "-" + i, hour, "phone", 0, 1);
          hour += 3;
          play(member, "v" + i, hour, "phone", 0, 1); // Over: whatever was begun stays so.
        }
        hour += 300;
      }
    }
  }

  private void play(
      String member, String title, int hour, String device, double from, double until) {
    long timeMs = START_MS + hour * HOUR_MS;
    add(member, title, timeMs, PlaybackAction.PLAY, device, 6000 * from);
    add(member, title, timeMs + HOUR_MS, PlaybackAction.STOP, device, 6000 * until);
  }

  private void add(
      String member, String title, long timeMs, PlaybackAction action, String device, double at) {
    events.add(
        PlaybackEvent.newBuilder()
            .setMemberId(member)
            .setTitleId(title)
            .setEventTimeMs(timeMs)
            .setAction(action)
            .setPositionSeconds(at)
            .setRuntimeSeconds(6000)
            .setDeviceType(device)
            .build());
  }
}
