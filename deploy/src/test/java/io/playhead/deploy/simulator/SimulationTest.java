package io.playhead.deploy.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.evaluate.RankingFigures;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.DeviceState;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Title;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final int MEMBERS = 40;
  private static final int DAYS = 20;
  private static final long SILENCE_MS = 30 * 60_000;

  private final SimulatedCatalogue catalogue = SimulatedCatalogue.of(2026, 500);

  @Test
  void givesTheSameEventsForTheSameSeed() {
    assertThat(happenings(3)).isEqualTo(happenings(3));
    assertThat(happenings(3)).isNotEqualTo(happenings(4));
  }

  @Test
  void keepsAMembersLifeWhoeverLivesBeside() {
    List<Happening> few = happeningsOf("m3-0007", new Simulation(catalogue, 10, 3, from()));
    List<Happening> many = happeningsOf("m3-0007", new Simulation(catalogue, MEMBERS, 3, from()));

    assertThat(many).isNotEmpty().isEqualTo(few);
  }

  @Test
  void runsInOrderOfTimeAndWellBehindTheWallClock() {
    long before = from();
    for (Happening happening : happenings(3)) {
      assertThat(happening.timeMs()).isGreaterThanOrEqualTo(before);
      before = happening.timeMs();
    }
    assertThat(SimulatedTime.day(SimulatedTime.RELEASE_DAYS))
        .isLessThan(System.currentTimeMillis());
  }

  @Test
  void beatsEveryShuffleWithTheOraclesRanking() {
    RankingFigures oracle = new RankingFigures();
    RankingFigures shuffled = new RankingFigures();
    Random random = new Random(8);
    for (Happening happening : happenings(3)) {
      if (happening.choice() != null) {
        Choice choice = happening.choice();
        oracle.add(choice.best().indexOf(choice.titleId()));
        List<String> topTen = new ArrayList<>(choice.best().subList(0, 10));
        Collections.shuffle(topTen, random);
        shuffled.add(topTen.indexOf(choice.titleId()));
      }
    }

    assertThat(oracle.ndcg10()).isBetween(.35, .6);
    assertThat(shuffled.ndcg10()).isLessThan(.9 * oracle.ndcg10());
  }

  @Test
  void choosesNoTitleTwiceNorBeforeItIsOut() {
    Set<String> out = new HashSet<>();
    catalogue.releasedBy(from()).forEach(title -> out.add(title.getTitleId()));
    int initially = out.size();
    Set<String> played = new HashSet<>();
    for (Happening happening : happenings(3)) {
      if (happening.record() instanceof Title title) {
        out.add(title.getTitleId());
      } else if (happening.record() instanceof PlaybackEvent event
          && event.getAction() == PlaybackAction.PLAY) {
        assertThat(out).contains(event.getTitleId());
        assertThat(played.add(event.getMemberId() + " " + event.getTitleId()))
            .as("%s goes on where it was left", event)
            .isEqualTo(event.getPositionSeconds() == 0);
      }
    }
    assertThat(out.size()).isGreaterThan(initially + 10);
  }

  @Test
  void goesOnWhereATitleWasLeftAndChoosesNothingThen() {
    Map<String, Double> left = new HashMap<>();
    int plays = 0;
    int goneOn = 0;
    for (Happening happening : happenings(3)) {
      if (happening.record() instanceof PlaybackEvent event) {
        String title = event.getMemberId() + " " + event.getTitleId();
        if (event.getAction() == PlaybackAction.STOP) {
          left.put(title, event.getPositionSeconds());
        } else if (event.getAction() == PlaybackAction.PLAY) {
          boolean goesOn = left.containsKey(title);
          assertThat(event.getPositionSeconds()).isEqualTo(left.getOrDefault(title, 0.));
          assertThat(happening.choice() == null).isEqualTo(goesOn);
          plays++;
          goneOn += goesOn ? 1 : 0;
        }
      }
    }

    assertThat(goneOn / (double) plays).isBetween(.05, .3);
  }

  @Test
  void neverFallsSilentWithinAPlay() {
    Map<String, Long> playingSinceMs = new HashMap<>();
    for (Happening happening : happenings(3)) {
      if (happening.record() instanceof PlaybackEvent event) {
        Long beforeMs = playingSinceMs.remove(event.getMemberId());
        boolean starts = event.getAction() == PlaybackAction.PLAY;
        assertThat(beforeMs == null).as(event.toString()).isEqualTo(starts);
        if (!starts) {
          assertThat(event.getEventTimeMs() - beforeMs).isLessThan(SILENCE_MS);
        }
        boolean ends =
            event.getAction() == PlaybackAction.STOP
                || event.getAction() == PlaybackAction.COMPLETE;
        if (!ends) {
          playingSinceMs.put(event.getMemberId(), event.getEventTimeMs());
        }
      }
    }
  }

  @Test
  void tellsTheDeviceAndThePlaceSomeSecondsBeforeEachFirstPlay() {
    Map<String, DeviceEvent> last = new HashMap<>();
    for (Happening happening : happenings(3)) {
      if (happening.record() instanceof DeviceEvent event) {
        last.put(event.getMemberId(), event);
      } else if (happening.choice() != null) {
        PlaybackEvent play = (PlaybackEvent) happening.record();
        DeviceEvent device = last.get(play.getMemberId());
        assertThat(device.getState()).isEqualTo(DeviceState.FOREGROUND);
        assertThat(device.getDeviceType()).isEqualTo(play.getDeviceType());
        assertThat(device.getTimeZone()).isNotNull();
        assertThat(device.getLocale()).isNotNull();
        assertThat(device.getCountry()).isNotNull();
        assertThat(play.getEventTimeMs() - device.getEventTimeMs()).isGreaterThan(60_000);
      }
    }
  }

  private List<Happening> happenings(long seed) {
    return until(SimulatedTime.day(DAYS), new Simulation(catalogue, MEMBERS, seed, from()));
  }

  private static List<Happening> happeningsOf(String memberId, Simulation simulation) {
    return until(SimulatedTime.day(DAYS), simulation).stream()
        .filter(happening -> memberId.equals(happening.memberId()))
        .toList();
  }

  private static List<Happening> until(long endMs, Simulation simulation) {
    List<Happening> happenings = new ArrayList<>();
    for (Happening h = simulation.next(); h.timeMs() < endMs; h = simulation.next()) {
      happenings.add(h);
    }
    return happenings;
  }

  private static long from() {
    return SimulatedTime.day(0);
  }
}
