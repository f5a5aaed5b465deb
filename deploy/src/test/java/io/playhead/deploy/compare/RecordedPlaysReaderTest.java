package io.playhead.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.DeviceState;
import io.playhead.schemas.Feedback;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.recording.Arrived;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RecordedPlaysReaderTest {
  private static final long MINUTE = 60_000;
  private static final long NOON = 1_600_000_000_000L; // Sunday 2020-09-13T12:26:40Z

  private final MadeUp made = new MadeUp();
  private long atMs = NOON;

  private void then(PlaybackAction action, String titleId, int minutesLater) {
    atMs += minutesLater * MINUTE;
    made.playback(MadeUp.playback(action, "m", titleId, atMs).build());
  }

  private List<Integer> playedEvents() {
    Plays plays = made.read().plays();
    return IntStream.range(0, plays.count()).map(plays::event).boxed().toList();
  }

  @Test
  void takesAPauseAndItsResumeForTheSamePlay() {
    then(PlaybackAction.PLAY, "a", 0);
    then(PlaybackAction.PAUSE, "a", 1);
    then(PlaybackAction.RESUME, "a", 1);
    then(PlaybackAction.SEEK, "a", 1);
    then(PlaybackAction.PLAY, "a", 1); // a player that reports progress

    assertThat(playedEvents()).containsExactly(0);
  }

  @Test
  void takesAnotherTitleForAPlayWhateverTheAction() {
    then(PlaybackAction.PLAY, "a", 0);
    then(PlaybackAction.COMPLETE, "b", 1); // a source that records ends alone
    then(PlaybackAction.RESUME, "a", 1);
    then(PlaybackAction.PLAY, "c", 1);

    assertThat(playedEvents()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void takesTheSameTitleForAPlayAgainAfterItsSitting() {
    then(PlaybackAction.PLAY, "a", 0);
    then(PlaybackAction.STOP, "a", 1);
    then(PlaybackAction.PLAY, "a", 1);
    then(PlaybackAction.COMPLETE, "a", 1);
    then(PlaybackAction.STOP, "a", 1); // an echo
    then(PlaybackAction.RESUME, "a", 40);
    then(PlaybackAction.RESUME, "a", 40); // the silence closed the one before

    assertThat(playedEvents()).containsExactly(0, 2, 5, 6);
  }

  @Test
  void takesNoPauseOrStopOfTheSameTitleForAPlay() {
    then(PlaybackAction.PLAY, "a", 0);
    then(PlaybackAction.PAUSE, "a", 40);
    then(PlaybackAction.STOP, "a", 40);

    assertThat(playedEvents()).containsExactly(0);
  }

  @Test
  void countsAcceptedEventsOnly() {
    then(PlaybackAction.PLAY, "a", 0); // 0
    made.add(feedback("b"), atMs); // 1
    made.add(feedback(""), atMs); // 2: rejected, it names no title
    made.playback(MadeUp.playback(PlaybackAction.PLAY, "m", "a", NOON).build()); // 3: a duplicate
    made.playback(
        MadeUp.playback(PlaybackAction.PLAY, "m", "z", NOON - 11 * MINUTE).build()); // 4: too late
    then(PlaybackAction.PLAY, "c", 1); // 5
    made.play("other", "c", atMs); // 6

    RecordedPlays recorded = made.read();

    assertThat(playedEvents()).containsExactly(0, 5, 6);
    assertThat(recorded.historyLength(0)).isZero();
    assertThat(recorded.historyLength(1)).isEqualTo(2);
    assertThat(recorded.historyLength(2)).isZero();
    assertThat(recorded.events().member(2)).isEqualTo(Ordinals.NONE);
    assertThat(recorded.events().member(4)).isZero();
    assertThat(recorded.events().momentMs(4)).isEqualTo(NOON);
    assertThat(recorded.fromMs()).isEqualTo(NOON - 11 * MINUTE);
    assertThat(recorded.toMs()).isEqualTo(NOON + MINUTE);
  }

  private static FeedbackEvent feedback(String titleId) {
    return FeedbackEvent.newBuilder()
        .setMemberId("m")
        .setTitleId(titleId)
        .setEventTimeMs(NOON)
        .setFeedback(Feedback.THUMBS_UP)
        .build();
  }

  @Test
  void takesThePlaceAndTheLocalTimeFromTheEventsSoFar() {
    made.add(
        DeviceEvent.newBuilder()
            .setMemberId("m")
            .setEventTimeMs(NOON - 1)
            .setState(DeviceState.FOREGROUND)
            .setDeviceType("Television")
            .setCountry("BR")
            .setTimeZone("America/Sao_Paulo")
            .build(),
        NOON - 1);
    then(PlaybackAction.PLAY, "a", 0);
    made.play("other", "a", NOON);

    Plays plays = made.read().plays();

    assertThat(plays.deviceType(0)).isEqualTo("television");
    assertThat(plays.country(0)).isEqualTo("br");
    assertThat(plays.localHour(0)).isEqualTo(9);
    assertThat(plays.localWeekday(0)).isEqualTo(7);
    assertThat(plays.deviceType(1)).isEqualTo(Plays.UNKNOWN);
    assertThat(plays.country(1)).isEqualTo(Plays.UNKNOWN);
    assertThat(plays.localHour(1)).isEqualTo(-1);
    assertThat(plays.localWeekday(1)).isZero();
  }

  @Test
  void keepsTheIndexOfAnEventBehindOnesThatWereLeftOut() {
    made.play("m", "a", NOON);
    made.leaveOut();
    made.play("m", "b", NOON + 1);

    RecordedPlays recorded = made.read();

    assertThat(playedEvents()).containsExactly(0, 3);
    assertThat(recorded.events().member(1)).isEqualTo(Ordinals.NONE);
    assertThat(recorded.events().member(-1)).isEqualTo(Ordinals.NONE);
    assertThat(recorded.events().member(4)).isEqualTo(Ordinals.NONE);
  }

  @Test
  void refusesIndicesThatGoBackOrLeadTooFar() {
    Arrived event =
        new Arrived("", MadeUp.playback(PlaybackAction.PLAY, "m", "a", NOON).build(), NOON);
    TitleColumns titles = new TitleColumns(List.<io.playhead.schemas.Title>of().iterator());
    List<IndexedEvent> twice = List.of(new IndexedEvent(3, event), new IndexedEvent(3, event));
    List<IndexedEvent> far = List.of(new IndexedEvent(1L << 31, event));

    assertThatThrownBy(() -> RecordedPlaysReader.read(twice.iterator(), titles))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("event 3 came after event 3");
    assertThatThrownBy(() -> RecordedPlaysReader.read(far.iterator(), titles))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("take a part of the recording");
  }
}
