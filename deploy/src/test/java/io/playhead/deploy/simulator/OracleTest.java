package io.playhead.deploy.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OracleTest {
  private final SimulatedCatalogue catalogue = SimulatedCatalogue.of(2026, 500);
  private final Oracle oracle = new Oracle(catalogue);
  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void givesADistributionOverWhatMayBeWatched() {
    Tastes tastes = Tastes.draw(random);
    MemberPast past = new MemberPast();
    catalogue.titles().stream().limit(100).forEach(title -> past.add(title, 1));
    Situation situation = Situation.at(SimulatedTime.day(20), tastes.place(), Device.TELEVISION);

    double[] p = oracle.probabilities(tastes, past, situation);

    assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-9));
    for (SimulatedTitle title : catalogue.titles()) {
      boolean possible =
          title.index() >= 100 && title.mayBeShown(tastes.place().country(), situation.timeMs());
      assertThat(p[title.index()] > 0).as(title.titleId()).isEqualTo(possible);
    }
  }

  @Test
  void ranksByProbabilityThenByRow() {
    double[] p = {.1, 0, .4, .1, .4};

    assertThat(Oracle.ranking(p)).containsExactly(2, 4, 0, 3);
  }

  @Test
  void drawsEachRowAsOftenAsItsProbabilitySays() {
    double[] p = {.2, 0, .8};

    assertThat(Oracle.rowAt(0, p)).isEqualTo(0);
    assertThat(Oracle.rowAt(.19, p)).isEqualTo(0);
    assertThat(Oracle.rowAt(.21, p)).isEqualTo(2);
    assertThat(Oracle.rowAt(1, p)).isEqualTo(2);
    assertThat(Oracle.rowAt(.5, new double[3])).isEqualTo(-1);
  }

  @Test
  void likesOtherTitlesOnThePhoneAtNoonThanOnTheTelevisionAtNight() {
    double sharedTitles = 0;
    double phoneMinutes = 0;
    double televisionMinutes = 0;
    int members = 50;
    for (int m = 0; m < members; m++) {
      Tastes tastes = Tastes.draw(random);
      Situation noon = at("12:30", tastes, Device.PHONE);
      Situation night = at("22:30", tastes, Device.TELEVISION);
      int[] phone = topTen(tastes, noon);
      int[] television = topTen(tastes, night);
      sharedTitles += Arrays.stream(phone).filter(i -> contains(television, i)).count();
      phoneMinutes += meanMinutes(phone);
      televisionMinutes += meanMinutes(television);
    }

    assertThat(sharedTitles / members).as("titles of ten in both").isLessThan(2);
    assertThat(phoneMinutes / members).isLessThan(20);
    assertThat(televisionMinutes / members).isGreaterThan(50);
  }

  @Test
  void dependsOnTheHourOnOneDevice() {
    double sharedTitles = 0;
    int members = 50;
    for (int m = 0; m < members; m++) {
      Tastes tastes = Tastes.draw(random);
      int[] morning = topTen(tastes, at("08:30", tastes, Device.TABLET));
      int[] night = topTen(tastes, at("23:30", tastes, Device.TABLET));
      sharedTitles += Arrays.stream(morning).filter(i -> contains(night, i)).count();
    }

    assertThat(sharedTitles / members).as("titles of ten in both").isLessThan(7);
  }

  @Test
  void followsUpAFranchise() {
    SimulatedTitle partTwo =
        catalogue.titles().stream()
            .filter(t -> t.sequelOf() >= 0 && t.mayBeShown("US", SimulatedTime.day(0)))
            .findFirst()
            .orElseThrow();
    Tastes tastes = Tastes.draw(random);
    Situation situation = at("20:30", tastes, Device.TELEVISION);
    MemberPast enjoyed = new MemberPast();
    enjoyed.add(catalogue.title(partTwo.sequelOf()), 1);
    MemberPast left = new MemberPast();
    left.add(catalogue.title(partTwo.sequelOf()), .1);

    double after = oracle.probabilities(tastes, enjoyed, situation)[partTwo.index()];
    double otherwise = oracle.probabilities(tastes, left, situation)[partTwo.index()];

    assertThat(after).isGreaterThan(10 * otherwise);
  }

  private Situation at(String localTime, Tastes tastes, Device device) {
    long timeMs =
        Instant.ofEpochMilli(SimulatedTime.day(30))
            .atZone(tastes.place().zone())
            .with(java.time.LocalTime.parse(localTime))
            .toInstant()
            .toEpochMilli();
    return Situation.at(timeMs, tastes.place(), device);
  }

  private int[] topTen(Tastes tastes, Situation situation) {
    double[] p = oracle.probabilities(tastes, new MemberPast(), situation);
    return Arrays.copyOf(Oracle.ranking(p), 10);
  }

  private double meanMinutes(int[] rows) {
    return Arrays.stream(rows).map(i -> catalogue.title(i).runtimeMinutes()).average().orElse(0);
  }

  private static boolean contains(int[] rows, int row) {
    return Arrays.stream(rows).anyMatch(i -> i == row);
  }
}
