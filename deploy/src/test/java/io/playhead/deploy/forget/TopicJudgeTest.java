package io.playhead.deploy.forget;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.local.TopicSettings;
import io.playhead.deploy.topics.SetTopic;
import io.playhead.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is left behind, what goes and when; times in days for a reader. */
class TopicJudgeTest {
  private static final long DAY = TimeUnit.DAYS.toMillis(1);
  private static final long ERASED = 100 * DAY;
  private final TopicJudge judge =
      new TopicJudge(Map.of("m", ERASED), ERASED + DAY, Duration.ofDays(30));

  @Test
  void eventsGoWhenTheirSegmentIsOld() {
    Place place = judge.judge(set(Topics.PLAYBACK_EVENTS), Map.of("m", values(90, 98)));

    assertThat(place.verdict()).isEqualTo(Verdict.GOES);
    assertThat(place.found()).isEqualTo(2);
    assertThat(place.goneBy()).as("98 + 7 + 1 days").isEqualTo(Place.text(106 * DAY));
  }

  @Test
  void eventsWithoutABoundAreLeftBehind() {
    SetTopic forEver = set(Topics.PLAYBACK_EVENTS, "retention.ms", "-1");
    SetTopic tooLong = set(Topics.PLAYBACK_EVENTS, "retention.ms", "" + 40 * DAY);

    Place unbounded = judge.judge(forEver, Map.of("m", values(98)));
    Place late = judge.judge(tooLong, Map.of("m", values(98)));

    assertThat(unbounded.verdict()).isEqualTo(Verdict.LEFT);
    assertThat(unbounded.goneBy()).isNull();
    assertThat(unbounded.why()).contains("retention.ms");
    assertThat(late.verdict()).isEqualTo(Verdict.LEFT);
    assertThat(late.why()).contains("deadline of 30 d");
  }

  @Test
  void aPageUnderANullGoesWithCompaction() {
    Trace trace = values(90, 98);
    trace.add(true, ERASED + 5);

    Place place = judge.judge(set(Topics.RECOMMENDATIONS), Map.of("m", trace));

    assertThat(place.verdict()).isEqualTo(Verdict.GOES);
    assertThat(place.goneBy()).isEqualTo(Place.text(ERASED + 5 + TopicSettings.COMPACTION_LAG_MS));
  }

  @Test
  void aPageWithoutANullOrUnderOneThatIsNeverCompactedIsLeftBehind() {
    Trace covered = values(98);
    covered.add(true, ERASED + 5);
    SetTopic unbounded = set(Topics.RECOMMENDATIONS, "max.compaction.lag.ms", "" + Long.MAX_VALUE);

    assertThat(judge.judge(set(Topics.RECOMMENDATIONS), Map.of("m", values(98))).verdict())
        .isEqualTo(Verdict.LEFT);
    assertThat(judge.judge(unbounded, Map.of("m", covered)).verdict()).isEqualTo(Verdict.LEFT);
  }

  @Test
  void aNullOfAnEarlierErasureCoversNothingThatCameAfterIt() {
    Trace trace = values(80);
    trace.add(true, 85 * DAY);
    trace.add(false, 98 * DAY);

    assertThat(judge.judge(set(Topics.RECOMMENDATIONS), Map.of("m", trace)).verdict())
        .isEqualTo(Verdict.LEFT);
  }

  @Test
  void whatComesAfterTheNullIsANewHistory() {
    Trace trace = new Trace(ERASED);
    trace.add(true, ERASED + 5);
    trace.add(false, ERASED + DAY);

    assertThat(judge.judge(set(Topics.RECOMMENDATIONS), Map.of("m", trace)).verdict())
        .isEqualTo(Verdict.NEW_HISTORY);
  }

  @Test
  void nobodyIsForgottenWhomNobodyAsked() {
    TopicJudge unasked = new TopicJudge(Map.of(), ERASED, Duration.ofDays(30));
    Trace trace = new Trace(Long.MAX_VALUE);
    trace.add(false, ERASED);

    assertThat(unasked.judge(set(Topics.RECOMMENDATIONS), Map.of("m", trace)).verdict())
        .isEqualTo(Verdict.LEFT);
  }

  @Test
  void findsNothingWhereNothingIs() {
    Trace onlyNull = new Trace(ERASED);
    onlyNull.add(true, ERASED + 5);

    assertThat(judge.judge(set(Topics.RECOMMENDATIONS), Map.of()).verdict())
        .isEqualTo(Verdict.NOTHING);
    assertThat(judge.judge(set(Topics.RECOMMENDATIONS), Map.of("m", onlyNull)).verdict())
        .isEqualTo(Verdict.NOTHING);
  }

  private static Trace values(long... days) {
    Trace trace = new Trace(ERASED);
    for (long day : days) {
      trace.add(false, day * DAY);
    }
    return trace;
  }

  private static SetTopic set(String topic, String... more) {
    Map<String, String> settings = new HashMap<>(TopicSettings.of(Topics.of(topic)));
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return new SetTopic(topic, 3, settings);
  }
}
