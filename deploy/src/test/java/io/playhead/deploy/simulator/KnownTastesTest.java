package io.playhead.deploy.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.PlaybackEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownTastesTest {
  private static final int MEMBERS = 20;
  private static final int DAYS = 25;
  private static final long SEED = 3;

  private final SimulatedCatalogue catalogue = SimulatedCatalogue.of(2026, 500);

  @ParameterizedTest
  @ValueSource(doubles = {0, 1.5})
  void findsTheVeryRankingsThatMembersChoseFromInTheirEvents(double drift) {
    KnownTastes tastes = new KnownTastes(catalogue, MEMBERS, SEED, drift);
    int choices = 0;

    for (Happening happening : happenings(drift)) {
      if (happening.record() instanceof PlaybackEvent event) {
        if (happening.choice() != null) {
          Wishes wishes =
              tastes.wishes(event.getMemberId(), event.getEventTimeMs(), event.getDeviceType());
          assertThat(wishes.best(Choice.BEST_MAX)).isEqualTo(happening.choice().best());
          assertThat(wishes.probability(event.getTitleId())).isPositive();
          choices++;
        }
        tastes.accept(event);
      }
    }

    assertThat(choices).isGreaterThan(500);
  }

  @Test
  void movesTastesWithFashionAlone() {
    List<Happening> still = happenings(0);

    assertThat(happenings(1.5)).isNotEqualTo(still);
    Simulation plain = new Simulation(catalogue, MEMBERS, SEED, SimulatedTime.day(0));
    assertThat(until(plain)).isEqualTo(still);
  }

  @Test
  void knowsNothingOfTitlesThatAreNone() {
    KnownTastes tastes = new KnownTastes(catalogue, MEMBERS, SEED, 0);

    assertThat(tastes.knows("m3-0019")).isTrue();
    assertThat(tastes.knows("m3-0020")).isFalse();
    Wishes wishes = tastes.wishes("m3-0000", SimulatedTime.day(1), "phone");
    assertThat(wishes.probability("no such title")).isZero();
  }

  private List<Happening> happenings(double drift) {
    return until(new Simulation(catalogue, MEMBERS, SEED, SimulatedTime.day(0), drift));
  }

  private static List<Happening> until(Simulation simulation) {
    List<Happening> happenings = new ArrayList<>();
    long endMs = SimulatedTime.day(DAYS);
    for (Happening h = simulation.next(); h.timeMs() < endMs; h = simulation.next()) {
      happenings.add(h);
    }
    return happenings;
  }
}
