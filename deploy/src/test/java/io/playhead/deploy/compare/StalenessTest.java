package io.playhead.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.playhead.schemas.Recommendation;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StalenessTest {
  private static final Offset<Double> CLOSE = within(1e-9);
  private static final long HOUR = 3_600_000;
  private static final long NOON = 1_600_000_000_000L;

  private final MadeUp made = new MadeUp().titles("a", "b", "c");
  private final List<Recommendation> pages = new ArrayList<>();

  /** A page an hour old has the title third, the one in force has it first. */
  private void patient(String memberId) {
    pages.add(MadeUp.page(memberId, 1, made.device(memberId, NOON - HOUR), "top: b c a"));
    pages.add(MadeUp.page(memberId, 2, made.device(memberId, NOON - HOUR + 1), "top: a"));
    made.play(memberId, "a", NOON);
  }

  /** Has no page but that of a moment ago. */
  private void newcomer(String memberId) {
    pages.add(MadeUp.page(memberId, 1, made.device(memberId, NOON - 1), "top: b"));
    made.play(memberId, "a", NOON);
  }

  private StalenessFigures figures(int playsMin) {
    RecordedPlays recorded = made.read();
    return new Staleness(recorded, MadeUp.walk(recorded, pages), playsMin, 1).figures();
  }

  @Test
  void comparesTheSamePlaysAtAllAges() {
    patient("m");
    patient("n");
    newcomer("o");

    StalenessFigures figures = figures(2);

    assertThat(figures.plays()).isEqualTo(2);
    assertThat(figures.ages())
        .extracting(StalenessFigures.Age::playsWithPage)
        .containsExactly(3, 2, 2, 0, 0);
    StalenessFigures.Age inForce = figures.ages().get(0);
    assertThat(inForce.ndcg10().mean()).isEqualTo(1); // without the newcomer's miss
    assertThat(inForce.ndcg10Loss().mean()).isZero();
    assertThat(inForce.changedShare()).isZero();
    StalenessFigures.Age minute = figures.ages().get(1);
    assertThat(minute.ageMs()).isEqualTo(60_000);
    assertThat(minute.ndcg10Loss().mean()).isZero(); // nothing was done within that minute
    StalenessFigures.Age hour = figures.ages().get(2);
    assertThat(hour.ndcg10().mean()).isCloseTo(.5, CLOSE);
    assertThat(hour.ndcg10Loss().mean()).isCloseTo(.5, CLOSE);
    assertThat(hour.ndcg10LossShare().mean()).isCloseTo(.5, CLOSE);
    assertThat(hour.hr10().mean()).isEqualTo(1);
    assertThat(hour.hr10Loss().mean()).isZero();
    assertThat(hour.changedShare()).isEqualTo(1);
  }

  @Test
  void saysNothingOfAgesThatTooFewPlaysHave() {
    patient("m");
    patient("n");
    newcomer("o");

    StalenessFigures three = figures(3);
    StalenessFigures four = figures(4);

    assertThat(three.plays()).isEqualTo(3);
    assertThat(three.ages().get(0).ndcg10().mean()).isCloseTo(2 / 3.0, CLOSE);
    assertThat(three.ages().get(2))
        .isEqualTo(new StalenessFigures.Age(HOUR, 2, null, null, null, null, null, null));
    assertThat(four.plays()).isZero();
    assertThat(four.ages().get(0))
        .isEqualTo(new StalenessFigures.Age(0, 3, null, null, null, null, null, null));
  }

  @Test
  void tellsAnotherPageFromOneThatHasTheTitleAtTheSameRank() {
    pages.add(MadeUp.page("m", 1, made.device("m", NOON - HOUR), "top: a b"));
    pages.add(MadeUp.page("m", 2, made.device("m", NOON - HOUR + 1), "top: a c"));
    made.play("m", "a", NOON);

    StalenessFigures.Age hour = figures(1).ages().get(2);

    assertThat(hour.changedShare()).isEqualTo(1);
    assertThat(hour.ndcg10Loss().mean()).isZero();
  }

  @Test
  void losesWithAnIntervalOverMembers() {
    for (int member = 0; member < 20; member++) {
      patient("m" + member);
    }

    StalenessFigures.Age hour = figures(20).ages().get(2);

    assertThat(hour.ndcg10Loss().interval().low()).isCloseTo(.5, CLOSE);
    assertThat(hour.ndcg10Loss().interval().high()).isCloseTo(.5, CLOSE);
  }

  @Test
  void hasNoShareOfNothing() {
    newcomer("m");

    assertThat(figures(1).ages().get(0).ndcg10LossShare()).isNull();
  }
}
