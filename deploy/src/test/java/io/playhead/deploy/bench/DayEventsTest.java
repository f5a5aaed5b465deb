package io.playhead.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.playhead.deploy.bench.DayEvent.Kind;
import io.playhead.schemas.PlaybackEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DayEventsTest {
  private static final int COUNT = 100_000;
  private static final int MEMBERS = 100;
  private static final long FROM_MS = 1_700_000_000_000L;
  private static final long HALF_DAY_MS = 43_200_000;

  @Test
  void givesTheSameEventsForTheSameSeedAndOthersForAnother() {
    List<DayEvent> events = events(7, 5_000);

    assertThat(events(7, 5_000)).isEqualTo(events);
    assertThat(events(8, 5_000)).isNotEqualTo(events);
  }

  @Test
  void mixesKindsAndMembersInTheSharesThatItNames() {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    int regular = 0;
    for (DayEvent event : events(7, COUNT)) {
      counts.merge(event.kind(), 1, Integer::sum);
      int member = Integer.parseInt(event.memberId().substring("member-".length()));
      assertThat(member).isBetween(0, MEMBERS - 1);
      regular += member < DayEvents.regularCount(MEMBERS) ? 1 : 0;
    }

    for (Kind kind : Kind.values()) {
      // Six standard deviations of a share.
      double spread = 6 * Math.sqrt(kind.share() * (1 - kind.share()) / COUNT);
      assertThat((double) counts.get(kind) / COUNT)
          .as("%s, seed 7", kind)
          .isCloseTo(kind.share(), within(spread));
    }
    assertThat((double) regular / COUNT).isCloseTo(DayEvents.REGULAR_EVENTS, within(.002));
  }

  @Test
  void repeatsAPlayOfLatelyAndSendsLateOnesHalfADayBack() {
    Set<PlaybackEvent> played = new HashSet<>();
    int sent = 0;
    for (DayEvent event : events(7, COUNT)) {
      switch (event.kind()) {
        case PLAY -> assertThat(played.add((PlaybackEvent) event.record())).isTrue();
        case DUPLICATE -> {
          PlaybackEvent again = (PlaybackEvent) event.record();
          assertThat(played).contains(again);
          assertThat(FROM_MS + sent - again.getEventTimeMs()).isLessThan(200);
        }
        case LATE ->
            assertThat(((PlaybackEvent) event.record()).getEventTimeMs())
                .isEqualTo(FROM_MS + sent - HALF_DAY_MS);
        case NO_TITLE ->
            assertThat(((PlaybackEvent) event.record()).getTitleId().toString()).isBlank();
        case NO_RECORD -> assertThat(event.record()).isNull();
        case DEVICE -> assertThat(event.record()).isNotInstanceOf(PlaybackEvent.class);
        default -> throw new AssertionError(event.kind());
      }
      sent += event.kind() == Kind.DUPLICATE ? 0 : 1; // which take no time of their own
    }
  }

  private static List<DayEvent> events(long seed, int count) {
    List<String> titles = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    DayEvents source =
        new DayEvents(new MadeUpEvents(seed, MEMBERS, titles, FROM_MS, 1), seed, MEMBERS);
    List<DayEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(source.next());
    }
    return events;
  }
}
