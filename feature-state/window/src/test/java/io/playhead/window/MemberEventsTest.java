package io.playhead.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.DeviceState;
import io.playhead.schemas.Erasure;
import io.playhead.schemas.Feedback;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.RejectReason;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MemberEventsTest {
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final long DAY_MS = 86_400_000;

  private static PlaybackEvent playback() {
    return PlaybackEvent.newBuilder()
        .setMemberId("m")
        .setTitleId("t")
        .setEventTimeMs(NOW_MS)
        .setAction(PlaybackAction.PLAY)
        .build();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        of("no member", e -> e.setMemberId(null), RejectReason.MISSING_MEMBER),
        of("blank member", e -> e.setMemberId(" \t"), RejectReason.MISSING_MEMBER),
        of("no title", e -> e.setTitleId(null), RejectReason.MISSING_TITLE),
        of("blank title", e -> e.setTitleId(""), RejectReason.MISSING_TITLE),
        of("long member", e -> e.setMemberId("x".repeat(513)), RejectReason.FIELD_TOO_LONG),
        of("long title", e -> e.setTitleId("x".repeat(513)), RejectReason.FIELD_TOO_LONG),
        of("long zone", e -> e.setTimeZone("x".repeat(257)), RejectReason.FIELD_TOO_LONG),
        of("long limit", e -> e.setAgeRatingMax("x".repeat(257)), RejectReason.FIELD_TOO_LONG),
        of("long row", e -> e.setRow("x".repeat(257)), RejectReason.FIELD_TOO_LONG),
        of("before 1970", e -> e.setEventTimeMs(-1), RejectReason.TIME_OUT_OF_RANGE),
        of("far ahead", e -> e.setEventTimeMs(NOW_MS + DAY_MS + 1), RejectReason.TIME_OUT_OF_RANGE),
        of("end of time", e -> e.setEventTimeMs(Long.MAX_VALUE), RejectReason.TIME_OUT_OF_RANGE),
        of("position", e -> e.setPositionSeconds(-0.1), RejectReason.NEGATIVE_POSITION),
        of("no number", e -> e.setPositionSeconds(Double.NaN), RejectReason.NEGATIVE_POSITION),
        of("infinite", e -> e.setPositionSeconds(1 / 0.0), RejectReason.NEGATIVE_POSITION),
        of("runtime", e -> e.setRuntimeSeconds(-1), RejectReason.NUMBER_OUT_OF_RANGE),
        of("rank", e -> e.setRank(-2), RejectReason.NUMBER_OUT_OF_RANGE),
        of("action", e -> e.setAction(PlaybackAction.UNKNOWN), RejectReason.UNKNOWN_ACTION));
  }

  private static Arguments of(String name, Consumer<PlaybackEvent> change, RejectReason reason) {
    return Arguments.of(name, change, reason);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(String name, Consumer<PlaybackEvent> change, RejectReason reason) {
    PlaybackEvent event = playback();
    change.accept(event);

    RejectedEventException refused =
        catchThrowableOfType(RejectedEventException.class, () -> MemberEvents.from(event, NOW_MS));

    assertThat(refused).as(name).isNotNull();
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.detail()).endsWith(".");
    assertThat(refused.getStackTrace()).isEmpty();
  }

  @Test
  void whatIsMissingIsUnknown() throws RejectedEventException {
    PlaybackEvent event = playback();
    event.setDeviceType(" ");
    event.setRuntimeSeconds(0);
    event.setPositionSeconds(-0.0);
    event.setEventTimeMs(NOW_MS + DAY_MS);

    assertThat(MemberEvents.from(event, NOW_MS))
        .isEqualTo(
            new MemberEvent(
                Action.PLAY,
                "m",
                NOW_MS + DAY_MS,
                0,
                "t",
                0.0,
                0,
                null,
                null,
                null,
                null,
                null,
                -1));
  }

  @Test
  void playbackAndDeviceEventsCarryALimitOfAgeRatings() throws RejectedEventException {
    PlaybackEvent play = playback();
    play.setAgeRatingMax("12");
    DeviceEvent device =
        DeviceEvent.newBuilder()
            .setMemberId("m")
            .setEventTimeMs(5)
            .setState(DeviceState.ONLINE)
            .setAgeRatingMax("*")
            .build();

    assertThat(MemberEvents.from(play, NOW_MS).ageRatingMax()).isEqualTo("12");
    assertThat(MemberEvents.from(device, NOW_MS).ageRatingMax()).isEqualTo("*");
  }

  @Test
  void everyKnownActionHasItsPlace() throws RejectedEventException {
    for (PlaybackAction action : PlaybackAction.values()) {
      if (action != PlaybackAction.UNKNOWN) {
        PlaybackEvent event = playback();
        event.setAction(action);
        assertThat(MemberEvents.from(event, NOW_MS).action().name()).isEqualTo(action.name());
      }
    }
    for (Feedback feedback : Feedback.values()) {
      FeedbackEvent event = new FeedbackEvent();
      event.setMemberId("m");
      event.setTitleId("t");
      event.setFeedback(feedback);
      if (feedback == Feedback.UNKNOWN) {
        assertThat(
                catchThrowableOfType(
                        RejectedEventException.class, () -> MemberEvents.from(event, NOW_MS))
                    .reason())
            .isEqualTo(RejectReason.UNKNOWN_ACTION);
      } else {
        assertThat(MemberEvents.from(event, NOW_MS).action().name()).isEqualTo(feedback.name());
      }
    }
  }

  @Test
  void devicesAndErasuresHaveNoTitle() throws RejectedEventException {
    DeviceEvent device = new DeviceEvent();
    device.setMemberId("m");
    device.setEventTimeMs(5);
    device.setState(DeviceState.BACKGROUND);
    device.setDeviceType("phone");

    MemberEvent event = MemberEvents.from(device, NOW_MS);

    assertThat(event.action()).isEqualTo(Action.DEVICE);
    assertThat(event.titleId()).isNull();
    assertThat(event.deviceType()).isEqualTo("phone");
    assertThat(MemberEvents.from(new Erasure("m", 7L), NOW_MS).action()).isEqualTo(Action.ERASE);
    device.setState(DeviceState.UNKNOWN);
    assertThat(
            catchThrowableOfType(
                    RejectedEventException.class, () -> MemberEvents.from(device, NOW_MS))
                .reason())
        .isEqualTo(RejectReason.UNKNOWN_ACTION);
  }
}
