package io.playhead.deploy.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.window.MemberHistories;
import io.playhead.window.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ViewEventsTest {
  private static final long START_MS = 1_600_000_000_000L;
  private static final long MINUTE_MS = 60_000;

  @Test
  void makesOneTokenOfALongFilm() {
    List<PlaybackEvent> events = events(view("Harbour", 0, 130, 2));

    assertThat(events.stream().map(PlaybackEvent::getAction))
        .containsExactly(
            PlaybackAction.PLAY,
            PlaybackAction.RESUME,
            PlaybackAction.RESUME,
            PlaybackAction.RESUME,
            PlaybackAction.RESUME,
            PlaybackAction.STOP);
    List<Token> tokens = tokens(events);
    assertThat(tokens).hasSize(1);
    assertThat(tokens.get(0).watchedSeconds()).isEqualTo(130 * 60);
    assertThat(tokens.get(0).completion()).as("the length is not known").isNegative();
  }

  @Test
  void endsOneEpisodeBeforeTheNextBeginsAtTheSameMoment() {
    // The newest first, as in the export.
    List<PlaybackEvent> events =
        events(
            view("Harbour: Season 1: Fog (Episode 2)", 45, 30, 2),
            view("Harbour: Season 1: Sun (Episode 1)", 0, 45, 3));

    assertThat(tokens(events).stream().map(Token::watchedSeconds)).containsExactly(2700, 1800);
    assertThat(events.stream().map(e -> e.getAttributes().get("episode")))
        .containsExactly("Sun", "Sun", "Sun", "Fog", "Fog");
    assertThat(events.stream().map(PlaybackEvent::getSequence)).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void keepsViewsOnTwoDevicesAtATime() {
    List<PlaybackEvent> events = events(view("Fog", 5, 20, 2), view("Sun", 0, 10, 3));

    assertThat(events.stream().map(e -> e.getAction() + " " + minute(e)))
        .containsExactly("PLAY 0", "PLAY 5", "STOP 10", "STOP 25");
  }

  @Test
  void startsTheOlderOfTwoViewsOfOneMomentFirst() {
    List<PlaybackEvent> events = events(view("Fog", 0, 1, 2), view("Sun", 0, 1, 3));

    assertThat(events.stream().map(PlaybackEvent::getTitleId).limit(2))
        .containsExactly(ViewedTitle.parse("Sun").titleId(), ViewedTitle.parse("Fog").titleId());
  }

  @Test
  void tellsThePositionAtTheEndOnly() {
    List<PlaybackEvent> events = events(view("Fog", 0, 31, 2));

    assertThat(events.stream().map(PlaybackEvent::getPositionSeconds))
        .containsExactly(null, null, 99.0);
  }

  private static long minute(PlaybackEvent e) {
    return (e.getEventTimeMs() - START_MS) / MINUTE_MS;
  }

  private static List<Token> tokens(List<PlaybackEvent> events) {
    return MemberHistories.of(events, List.of(), List.of()).tokens("Anna");
  }

  private static List<PlaybackEvent> events(View... views) {
    List<PlaybackEvent> events = new ArrayList<>();
    new ViewEvents(List.of(views)).forEachRemaining(events::add);
    return events;
  }

  private static View view(String text, int fromMinute, int minutes, long rowNumber) {
    ViewedTitle title = ViewedTitle.parse(text);
    return new View(
        "Anna",
        title,
        title.titleId(),
        START_MS + fromMinute * MINUTE_MS,
        minutes * 60L,
        99.0,
        ViewedDevice.of("Fridge"),
        "BR",
        title.episode() == null ? Map.of() : Map.of("episode", title.episode()),
        rowNumber);
  }
}
