package io.playhead.deploy.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.PlaybackEvent;
import io.playhead.window.MemberHistories;
import io.playhead.window.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RatingTimesTest {
  private static final long SECONDS = 1_000_000_000L;

  @Test
  void keepsTheTrueSecondAndTheOrderHoweverManyShareIt() {
    RatingTimes times = new RatingTimes();
    List<PlaybackEvent> events = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Rating rating = new Rating(1, i, 3, SECONDS + i / 1_500);
      long timeMs = times.timeMs(rating);
      assertThat(timeMs / 1000).isEqualTo(rating.seconds());
      events.add(MovieLensRatings.event(rating, timeMs, i + 1));
    }

    List<Token> tokens = MemberHistories.of(events, List.of(), List.of()).tokens("1");

    assertThat(tokens.stream().map(Token::titleId))
        .containsExactlyElementsOf(events.stream().map(PlaybackEvent::getTitleId).toList());
  }

  @Test
  void leavesAPageOfRatingsAtItsSecond() {
    RatingTimes times = new RatingTimes();

    for (int i = 0; i < 200; i++) {
      assertThat(times.timeMs(new Rating(1, i, 3, SECONDS))).isEqualTo(SECONDS * 1000);
      assertThat(times.timeMs(new Rating(2, i, 3, SECONDS))).isEqualTo(SECONDS * 1000);
    }
  }
}
