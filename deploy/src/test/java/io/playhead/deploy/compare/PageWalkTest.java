package io.playhead.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.Recommendation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PageWalkTest {
  private static final long DAY = 24 * 3_600_000L;
  private static final long NOON = 1_600_000_000_000L;

  private final MadeUp made = new MadeUp().titles("a", "b", "c");

  @Test
  void holdsAPlayAgainstTheNewestPageBeforeIt() {
    made.play("m", "a", NOON);
    made.play("m", "b", NOON + 1000);
    made.play("m", "c", NOON + 2000);

    FoundPlays found =
        MadeUp.walk(
            made.read(),
            List.of(
                MadeUp.page("m", 1, 0, "top: a c", "new: b"),
                MadeUp.page("m", 2, 1, "top: a b"), // without c
                MadeUp.page("m", 3, 2, "top: c"))); // of the play itself: too late

    assertThat(found.rank(0)).isEqualTo(FoundPlays.NO_PAGE);
    assertThat(found.row(0)).isEqualTo(FoundPlays.NO_PAGE);
    assertThat(found.hasPage(0)).isFalse();
    assertThat(found.rank(1)).isEqualTo(2);
    assertThat(found.place(1)).isZero();
    assertThat(found.row(1)).isEqualTo(1);
    assertThat(found.pageEvent(0, 1)).isZero();
    assertThat(found.rank(2)).isEqualTo(FoundPlays.ABSENT);
    assertThat(found.place(2)).isEqualTo(FoundPlays.ABSENT);
    assertThat(found.row(2)).isEqualTo(FoundPlays.ABSENT);
    assertThat(found.hasPage(2)).isTrue();
  }

  @Test
  void keepsAPageInForceWhereOthersWereCoalesced() {
    made.play("m", "a", NOON);
    made.play("m", "b", NOON + 1000);
    made.play("m", "c", NOON + 2000);
    made.play("m", "a", NOON + 3000);

    FoundPlays found =
        MadeUp.walk(
            made.read(),
            List.of(MadeUp.page("m", 1, 0, "top: c b a"), MadeUp.page("m", 3, 2, "top: a")));

    assertThat(List.of(found.rank(1), found.rank(2), found.rank(3))).containsExactly(1, 0, 0);
    assertThat(List.of(found.pageEvent(0, 1), found.pageEvent(0, 2), found.pageEvent(0, 3)))
        .containsExactly(0, 0, 2);
  }

  @Test
  void keepsMembersApartWhoseOrderIsAny() {
    made.play("m", "a", NOON);
    made.play("n", "a", NOON + 1);
    made.play("m", "b", NOON + 2);
    made.play("n", "b", NOON + 3);

    FoundPlays found =
        MadeUp.walk(
            made.read(),
            List.of(MadeUp.page("n", 1, 1, "top: b"), MadeUp.page("m", 1, 0, "top: a b")));

    assertThat(found.rank(2)).isEqualTo(1);
    assertThat(found.rank(3)).isZero();
  }

  @Test
  void takesParts() {
    made.play("m", "a", NOON);
    made.play("n", "a", NOON + 1);
    made.play("m", "b", NOON + 2);
    made.play("n", "b", NOON + 3);
    RecordedPlays recorded = made.read();
    ModelPages parts =
        new ModelPages(
            "model",
            List.of(
                List.of(MadeUp.page("n", 1, 1, "top: b")).iterator(),
                List.of(MadeUp.page("m", 1, 0, "top: a b")).iterator()),
            false);

    WalkedModel model = WalkedModel.of(parts, recorded, new PlaysByMember(recorded));

    assertThat(model.found().rank(2)).isEqualTo(1);
    assertThat(model.found().rank(3)).isZero();
    assertThat(model.counts().pages()).isEqualTo(2);
    assertThat(model.counts().modelIds()).containsEntry("made-up", 2L).hasSize(1);
  }

  @Test
  void dropsAPageThatIsNoNewerThanTheLast() {
    made.play("m", "a", NOON);
    made.play("m", "b", NOON + 1);
    made.play("m", "c", NOON + 2);
    RecordedPlays recorded = made.read();
    List<Recommendation> pages =
        List.of(
            MadeUp.page("m", 1, 0, "top: b"),
            MadeUp.page("m", 2, 1, "top: c"),
            MadeUp.page("m", 2, 1, "top: a c"),
            MadeUp.page("m", 1, 0, "top: a b c"));

    WalkedModel model =
        WalkedModel.of(MadeUp.pages("model", pages), recorded, new PlaysByMember(recorded));

    assertThat(model.found().rank(1)).isZero();
    assertThat(model.found().rank(2)).isZero();
    assertThat(model.counts().pages()).isEqualTo(2);
    assertThat(model.counts().dropped()).isEqualTo(2);
  }

  /** An hour old: a page for that very moment counts, one for a millisecond later does not. */
  @Test
  void countsThePageOfTheVeryMomentOfAnAge() {
    long hour = 3_600_000;
    made.device("m", NOON - hour - 1); // 0
    made.device("m", NOON - hour); // 1
    made.device("m", NOON - hour + 1); // 2
    made.play("m", "a", NOON); // 3

    FoundPlays found =
        MadeUp.walk(
            made.read(),
            List.of(
                MadeUp.page("m", 1, 0, "top: b c a"),
                MadeUp.page("m", 2, 1, "top: b a"),
                MadeUp.page("m", 3, 2, "top: a")));

    assertThat(found.rank(0, 0)).isZero();
    assertThat(found.rank(1, 0)).isZero(); // a minute
    assertThat(found.pageEvent(1, 0)).isEqualTo(2);
    assertThat(found.rank(2, 0)).isEqualTo(1); // an hour
    assertThat(found.pageEvent(2, 0)).isEqualTo(1);
    assertThat(found.hasPage(3, 0)).isFalse(); // a day
  }

  @Test
  void givesEachAgeItsPage() {
    long[] agesMs = {2 * DAY, DAY, 3_600_000, 60_000};
    for (long ageMs : agesMs) {
      made.device("m", NOON - ageMs);
    }
    made.device("m", NOON - 1);
    made.play("m", "a", NOON);

    FoundPlays found =
        MadeUp.walk(
            made.read(),
            List.of(
                MadeUp.page("m", 1, 0, "top: 1 2 3 4 a"),
                MadeUp.page("m", 2, 1, "top: 1 2 3 a"),
                MadeUp.page("m", 3, 2, "top: 1 2 a"),
                MadeUp.page("m", 4, 3, "top: 1 a"),
                MadeUp.page("m", 5, 4, "top: a")));

    for (int age = 0; age < Staleness.AGES_MS.length; age++) {
      assertThat(found.rank(age, 0)).as("age %d", age).isEqualTo(age);
    }
  }

  /** What came late was not known before: the member's moment does not go back. */
  @Test
  void ordersEventsThatCameLateByTheirArrival() {
    made.device("m", NOON - 100_000); // 0
    made.device("m", NOON - 30_000); // 1
    made.device("m", NOON - 90_000); // 2, late
    made.play("m", "a", NOON); // 3

    FoundPlays found =
        MadeUp.walk(
            made.read(),
            List.of(
                MadeUp.page("m", 1, 0, "top: b c a"),
                MadeUp.page("m", 2, 1, "top: b a"),
                MadeUp.page("m", 3, 2, "top: a")));

    assertThat(found.rank(0, 0)).isZero();
    assertThat(found.pageEvent(1, 0)).isZero(); // a minute old: before the other two had come
  }

  @Test
  void keepsTheTopOfThePageInForce() {
    made.play("m", "a", NOON);
    made.play("m", "b", NOON + 1);
    made.play("m", "c", NOON + 2);
    RecordedPlays recorded = made.read();

    FoundPlays found =
        MadeUp.walk(
            recorded,
            List.of(
                MadeUp.page("m", 1, 0, "new: c", "top: b"),
                MadeUp.page("m", 2, 1, "top: a b c a")));

    TitleColumns titles = recorded.titles();
    assertThat(List.of(found.top(1, 0), found.top(1, 1), found.top(1, 2)))
        .containsExactly(titles.ordinal("c"), titles.ordinal("b"), FoundPlays.ABSENT);
    assertThat(titles.id(found.top(2, 2))).isEqualTo("c");
  }

  @Test
  void refusesPagesOfAnotherRecording() {
    made.play("m", "a", NOON);
    made.play("n", "a", NOON);
    made.leaveOut();
    RecordedPlays recorded = made.read();

    for (Recommendation foreign :
        List.of(
            MadeUp.page("unknown", 1, 0, "top: a"),
            MadeUp.page("m", 1, 1, "top: a"),
            MadeUp.page("m", 1, 2, "top: a"),
            MadeUp.page("m", 1, 9, "top: a"),
            MadeUp.page("m", 1, -1, "top: a"),
            MadeUp.page("m", 1, 1L << 32, "top: a"))) {
      assertThatThrownBy(() -> MadeUp.walk(recorded, List.of(foreign)))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("another recording")
          .hasMessageNotContaining("unknown");
    }
  }
}
