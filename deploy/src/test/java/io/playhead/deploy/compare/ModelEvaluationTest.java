package io.playhead.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Timings;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every figure of one model, worked out by hand. */
@Timeout(30)
class ModelEvaluationTest {
  private static final Offset<Double> CLOSE = within(1e-9);
  private static final int TODAY = 18_518;
  private static final long MIDNIGHT = TODAY * 24 * 3_600_000L; // 2020-09-13, a Sunday
  private static final double NDCG_AT_2 = .5; // rank 2 from 0: 1 / log2(4)

  private final MadeUp made =
      new MadeUp()
          .title("a", "movie", TODAY - 29)
          .title("b", "movie", TODAY - 30)
          .title("c", "episode", null)
          .title("d", "episode", TODAY + 1);

  private static PlaybackEvent play(
      String memberId, String titleId, long timeMs, String device, String zone) {
    return MadeUp.playback(PlaybackAction.PLAY, memberId, titleId, timeMs)
        .setDeviceType(device)
        .setTimeZone(zone)
        .build();
  }

  /**
   * Five plays; the three with a page have their titles at ranks 2, -1 and 0, in rows new (place
   * 0), none and top (place 0).
   */
  private ModelFigures figures() {
    made.playback(play("m", "a", MIDNIGHT, "phone", "UTC")); // 0
    made.playback(play("m", "b", MIDNIGHT + 60_000, "phone", "UTC")); // 1
    made.playback(play("n", "a", MIDNIGHT + 70_000, "tv", null)); // 2
    made.playback(play("m", "d", MIDNIGHT + 90_000, "phone", "UTC")); // 3
    made.playback(play("n", "c", MIDNIGHT + 100_000, "tv", null)); // 4
    List<Recommendation> pages =
        List.of(
            MadeUp.page("m", 1, 0, "top: c a", "new: b"),
            MadeUp.page("n", 1, 2, "top: c"),
            MadeUp.page("m", 2, 1, "top: c b a"),
            MadeUp.page("m", 3, 3, "top: a e"),
            MadeUp.page("n", 2, 4));
    return made.evaluation(1).of(MadeUp.pages("model", pages), row -> {}).a();
  }

  @Test
  void countsPlaysWithAndWithoutAPage() {
    ModelFigures figures = figures();

    assertThat(figures.name()).isEqualTo("model");
    assertThat(figures.pages()).isEqualTo(5);
    assertThat(figures.plays()).isEqualTo(5);
    assertThat(figures.playsWithPage()).isEqualTo(3);
    assertThat(figures.playsWithoutPage()).isEqualTo(2);
    assertThat(figures.members()).isEqualTo(2);
  }

  @Test
  void ranksByTheWholePageAndWithinTheRow() {
    ModelFigures figures = figures();

    assertThat(figures.wholePage()).extracting(RankedFigures::k).containsExactly(1, 5, 10, 20);
    RankedFigures first = figures.wholePage().get(0);
    RankedFigures ten = figures.wholePage().get(2);
    assertThat(first.ndcg().mean()).isCloseTo(1 / 3.0, CLOSE);
    assertThat(first.mrr().mean()).isCloseTo(1 / 3.0, CLOSE);
    assertThat(first.hr().mean()).isCloseTo(1 / 3.0, CLOSE);
    assertThat(ten.ndcg().mean()).isCloseTo((NDCG_AT_2 + 0 + 1) / 3, CLOSE);
    assertThat(ten.mrr().mean()).isCloseTo((1 / 3.0 + 0 + 1) / 3, CLOSE);
    assertThat(ten.hr().mean()).isCloseTo(2 / 3.0, CLOSE);
    assertThat(ten.hr().interval()).isNull(); // two members
    assertThat(figures.withinRow().get(0).ndcg().mean()).isCloseTo(2 / 3.0, CLOSE);
  }

  @Test
  void tellsWhatEachRowWasGoodFor() {
    ModelFigures figures = figures();

    assertThat(figures.rows())
        .containsExactly(
            new RowFigures("new", 1, 1 / 3.0, 0, 2), new RowFigures("top", 1, 1 / 3.0, 0, 0));
    assertThat(figures.notOnPageShare()).isCloseTo(1 / 3.0, CLOSE);
  }

  /**
   * Shown: c a b, c, c b a, a e: c 3, a 3, b 2, d 0 of the catalogue, and e once. Sorted 0 2 3 3:
   * Gini (-3 x 0 - 1 x 2 + 1 x 3 + 3 x 3) / (4 x 8) = 10 / 32.
   */
  @Test
  void measuresCoverageGiniAndNovelty() {
    ExposureFigures exposure = figures().exposureFirst10();

    assertThat(exposure.shown()).isEqualTo(9);
    assertThat(exposure.coverage()).isCloseTo(3 / 4.0, CLOSE);
    assertThat(exposure.gini()).isCloseTo(10 / 32.0, CLOSE);
    // Plays: a 2, b 1, c 1, d 1, with one more for each of the four titles: 9 in all.
    double bits = 3 * bits(3) + 2 * bits(2) + 3 * bits(2) + bits(1);
    assertThat(exposure.noveltyBits()).isCloseTo(bits / 9, CLOSE);
  }

  private static double bits(int plays) {
    return -Math.log(plays / 9.0) / Math.log(2);
  }

  /** Of a, b and d the day of release is known; a is 29 days old and b is 30. */
  @Test
  void countsTitlesUnderThirtyDaysAsNew() {
    ExposureFigures exposure = figures().exposureWholePage();

    assertThat(exposure.newShare()).isCloseTo(3 / 5.0, CLOSE);
    assertThat(exposure.datedShare()).isCloseTo(5 / 9.0, CLOSE);
  }

  /** c a b | c b a: 0; c b a | a e: 1 - 1 / 3; c | nothing: 1. */
  @Test
  void measuresChurnFromAPageToTheNext() {
    ChurnFigures churn = figures().churn();

    assertThat(churn.pairs()).isEqualTo(3);
    assertThat(churn.churn20()).isCloseTo((0 + 2 / 3.0 + 1) / 3, CLOSE);
  }

  @Test
  void tellsThePagesAgeWhenUsed() {
    FreshnessFigures freshness = figures().freshness();

    assertThat(freshness.pageAge())
        .isEqualTo(new DurationFigures(3, 40_000, 30_000, 60_000, 60_000, 60_000));
    assertThat(freshness.eventsBehindMean()).isZero();
    assertThat(freshness.eventToList()).isNull();
  }

  @Test
  void countsEventsThatAPageIsBehind() {
    made.play("m", "a", MIDNIGHT);
    made.device("m", MIDNIGHT + 1);
    made.device("m", MIDNIGHT + 2);
    made.play("m", "b", MIDNIGHT + 3);
    made.play("m", "c", MIDNIGHT + 4);
    List<Recommendation> pages =
        List.of(MadeUp.page("m", 1, 0, "top: a"), MadeUp.page("m", 4, 3, "top: a"));

    FreshnessFigures freshness =
        made.evaluation(1).of(MadeUp.pages("model", pages), row -> {}).a().freshness();

    assertThat(freshness.eventsBehindMean()).isEqualTo(1);
    assertThat(freshness.eventsBehindMax()).isEqualTo(2);
  }

  @Test
  void readsTimingsWhereTheyAreAClocks() {
    made.play("m", "a", MIDNIGHT);
    made.play("m", "b", MIDNIGHT + 1);
    made.play("m", "c", MIDNIGHT + 2);
    made.play("m", "d", MIDNIGHT + 3);
    List<Recommendation> pages =
        List.of(
            MadeUp.page("m", 1, 0, "top: a"),
            MadeUp.page("m", 2, 1, "top: a"),
            MadeUp.page("m", 3, 2, "top: a"),
            MadeUp.page("m", 4, 3, "top: a")); // no timings
    pages.get(0).setTimings(new Timings(100L, 110L, 120L));
    pages.get(1).setTimings(new Timings(200L, 210L, 240L));
    pages.get(2).setTimings(new Timings(200L, 190L, 199L)); // a clock behind the other

    ReplayQuality quality =
        made.evaluation(1).of(new ModelPages("model", List.of(pages.iterator()), true), row -> {});

    assertThat(quality.a().freshness().eventToList())
        .isEqualTo(new DurationFigures(2, 30, 20, 40, 40, 40));
  }

  @Test
  void slicesByTheMomentOfThePlay() {
    var slices = figures().slices();

    assertThat(slices.keySet())
        .containsExactly(
            "deviceType",
            "daypart",
            "weekday",
            "country",
            "titleKind",
            "titleAge",
            "historyLength");
    Estimate two = new Estimate(NDCG_AT_2 / 2, null);
    assertThat(slices.get("deviceType"))
        .containsExactly(
            new SliceFigures("phone", 2, 1, two, new Estimate(.5, null)),
            new SliceFigures("tv", 1, 1, new Estimate(1.0, null), new Estimate(1.0, null)));
    assertThat(slices.get("daypart"))
        .extracting(SliceFigures::value)
        .containsExactly("night 22-6", "unknown");
    assertThat(slices.get("weekday"))
        .extracting(SliceFigures::value)
        .containsExactly("7 Sunday", "unknown");
    assertThat(slices.get("country")).extracting(SliceFigures::value).containsExactly("unknown");
    assertThat(slices.get("titleKind"))
        .extracting(SliceFigures::value, SliceFigures::plays)
        .containsExactly(tuple("movie", 1), tuple("episode", 2)); // by all plays movie leads
    assertThat(slices.get("titleAge"))
        .extracting(SliceFigures::value)
        .containsExactly("0 under 30 days", "1 30 days to a year", "unknown");
    assertThat(slices.get("historyLength"))
        .extracting(SliceFigures::value, SliceFigures::plays)
        .containsExactly(tuple("001+", 3));
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  @Test
  void drawsQualityOverTimeInPartsOfTheRecording() {
    QualityOverTime overTime = figures().overTime();

    assertThat(overTime.widthMs()).isEqualTo(3334); // 100,001 ms in thirty parts, rounded up
    assertThat(overTime.parts()).hasSize(30);
    assertThat(overTime.parts().get(0)).isEqualTo(part(0, 0, null));
    assertThat(overTime.parts().get(17)).isEqualTo(part(17, 1, NDCG_AT_2)); // 60,000 ms
    assertThat(overTime.parts().get(26)).isEqualTo(part(26, 1, 0.0)); // 90,000 ms
    assertThat(overTime.parts().get(29)).isEqualTo(part(29, 1, 1.0)); // the last moment
  }

  private static QualityOverTime.Part part(int part, int plays, Double ndcg10) {
    Double hr10 = ndcg10 == null ? null : (Double) Math.ceil(ndcg10);
    return new QualityOverTime.Part(MIDNIGHT + part * 3334L, plays, ndcg10, hr10);
  }

  @Test
  void saysNothingWhereNothingIsKnown() {
    ModelFigures figures = made.evaluation(1).of(MadeUp.pages("model", List.of()), row -> {}).a();

    assertThat(figures.wholePage().get(0).ndcg()).isEqualTo(new Estimate(null, null));
    assertThat(figures.notOnPageShare()).isNull();
    assertThat(figures.exposureFirst10())
        .isEqualTo(new ExposureFigures(0, 0.0, null, null, null, null));
    assertThat(figures.churn()).isEqualTo(new ChurnFigures(0, null));
    assertThat(figures.freshness()).isEqualTo(new FreshnessFigures(null, null, null, null));
    assertThat(figures.staleness().plays()).isZero();
    assertThat(figures.staleness().ages().get(0).ndcg10()).isNull();
  }
}
