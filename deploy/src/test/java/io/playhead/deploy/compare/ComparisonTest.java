package io.playhead.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.Recommendation;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ComparisonTest {
  private static final Offset<Double> CLOSE = within(1e-9);
  private static final long NOON = 1_600_000_000_000L;
  private static final double AT_1 = Math.log(2) / Math.log(3); // rank 1 from 0

  private final MadeUp made = new MadeUp().titles("a", "b", "c", "d");
  private final List<Recommendation> pagesOfA = new ArrayList<>();
  private final List<Recommendation> pagesOfB = new ArrayList<>();
  private final List<EventRow> rows = new ArrayList<>();
  private long atMs = NOON;

  /**
   * A device event, the pages made for it, rows parted by a slash, and a play; null: that model
   * made no page.
   */
  private void ask(String memberId, String device, String titleId, String a, String b) {
    atMs += 10_000;
    int event = made.device(memberId, atMs);
    if (a != null) {
      pagesOfA.add(MadeUp.page(memberId, event + 1, event, a.split(" / ")));
    }
    if (b != null) {
      pagesOfB.add(MadeUp.page(memberId, event + 1, event, b.split(" / ")));
    }
    made.playback(
        MadeUp.playback(PlaybackAction.PLAY, memberId, titleId, atMs + 1000)
            .setDeviceType(device)
            .build());
  }

  private ReplayQuality quality() {
    return made.evaluation(5)
        .of(MadeUp.pages("old", pagesOfA), MadeUp.pages("new", pagesOfB), rows::add);
  }

  private void askFive() {
    ask("m", "tv", "a", "top: a b", "top: b a"); // worse: 1 -> AT_1
    ask("m", "tv", "b", "top: c d", "top: c / new: b"); // better: 0 -> AT_1, in its row 1
    ask("n", "phone", "c", "top: d", "top: c"); // better: 0 -> 1
    ask("o", "phone", "c", "top: c", null);
    ask("p", "phone", "c", null, "top: c");
  }

  @Test
  void comparesPlaysWithAPageOfBothAlone() {
    askFive();

    ComparisonFigures figures = quality().comparison();

    assertThat(figures.plays()).isEqualTo(3);
    assertThat(figures.members()).isEqualTo(2);
    assertThat(figures.playsWithPageOfAOnly()).isEqualTo(1);
    assertThat(figures.playsWithPageOfBOnly()).isEqualTo(1);
    assertThat(figures.betterPlays()).isEqualTo(2);
    assertThat(figures.worsePlays()).isEqualTo(1);
    Difference ndcg10 = figures.wholePage().get(2).ndcg();
    assertThat(ndcg10.a()).isCloseTo(1 / 3.0, CLOSE);
    assertThat(ndcg10.b()).isCloseTo((2 * AT_1 + 1) / 3, CLOSE);
    assertThat(ndcg10.difference()).isCloseTo(2 * AT_1 / 3, CLOSE);
    assertThat(ndcg10.interval()).isNull();
    Difference hr1 = figures.withinRow().get(0).hr();
    assertThat(hr1.difference()).isCloseTo(2 / 3.0 - 1 / 3.0, CLOSE);
    assertThat(figures.wholePage().get(2).mrr().difference())
        .isCloseTo((.5 + .5 + 1 - 1) / 3, CLOSE);
  }

  @Test
  void slicesTheDifferences() {
    askFive();

    List<SliceDifference> devices = quality().comparison().slices().get("deviceType");

    // By all plays phone comes first; two of its three have a page of one model alone.
    assertThat(devices).extracting(SliceDifference::value).containsExactly("phone", "tv");
    assertThat(devices.get(0).plays()).isEqualTo(1);
    assertThat(devices.get(0).ndcg10().difference()).isEqualTo(1);
    assertThat(devices.get(1).plays()).isEqualTo(2);
    assertThat(devices.get(1).ndcg10().difference()).isCloseTo((2 * AT_1 - 1) / 2, CLOSE);
    assertThat(devices.get(1).hr10().difference()).isCloseTo(.5, CLOSE);
  }

  @Test
  void showsWhatEachModelHadOnTop() {
    askFive();

    ComparisonFigures figures = quality().comparison();

    assertThat(figures.better())
        .extracting(example -> example.play().memberId())
        .containsExactly("n", "m"); // by most, each member once
    Example best = figures.better().get(0);
    assertThat(best.titleName()).isEqualTo("The c");
    assertThat(best.play().a()).isEqualTo(new PlayFound(null, -1, -1, 4, 1000));
    assertThat(best.play().b()).isEqualTo(new PlayFound("top", 0, 0, 4, 1000));
    assertThat(best.topA()).containsExactly(new Example.Top("d", "The d"));
    assertThat(best.topB()).containsExactly(new Example.Top("c", "The c"));
    assertThat(figures.worse()).hasSize(1);
    assertThat(figures.worse().get(0).play().titleId()).isEqualTo("a");
  }

  @Test
  void givesALineForEveryPlay() {
    askFive();

    quality();

    assertThat(rows).extracting(EventRow::eventIndex).containsExactly(1L, 3L, 5L, 7L, 9L);
    assertThat(rows.get(0))
        .isEqualTo(
            new EventRow(
                1,
                "m",
                NOON + 11_000,
                "a",
                "movie",
                "tv",
                "unknown",
                -1,
                0,
                1,
                new PlayFound("top", 0, 0, 0, 1000),
                new PlayFound("top", 1, 1, 0, 1000)));
    assertThat(rows.get(3).a().rank()).isZero();
    assertThat(rows.get(3).b()).isNull();
    assertThat(rows.get(4).a()).isNull();
  }

  @Test
  void namesTheTitlesAndMembersThatGainAndLose() {
    for (int i = 0; i < 20; i++) {
      String memberId = "m" + i % 4; // five plays each
      ask(memberId, "tv", "a", "top: a", "top: b a");
      made.playback(MadeUp.playback(PlaybackAction.STOP, memberId, "a", atMs + 2000).build());
      ask("x" + i, "tv", "b", "top: c", "top: b");
      ask("y" + i, "tv", "d", "top: c", "top: c");
    }
    ask("m0", "tv", "c", "top: a", "top: c"); // the only play of c

    ComparisonFigures figures = quality().comparison();

    assertThat(figures.byTitle().playsMin()).isEqualTo(20);
    assertThat(figures.byTitle().candidates()).isEqualTo(3);
    assertThat(figures.byTitle().winners()).extracting(Standing::value).containsExactly("b");
    assertThat(figures.byTitle().losers()).extracting(Standing::value).containsExactly("a");
    Standing b = figures.byTitle().winners().get(0);
    assertThat(b.of()).isEqualTo("title");
    assertThat(b.plays()).isEqualTo(20);
    assertThat(b.members()).isEqualTo(20);
    assertThat(b.ndcg10().difference()).isEqualTo(1);
    assertThat(b.ndcg10().interval().low()).isEqualTo(1);
    assertThat(figures.byMember().candidates()).isEqualTo(4);
    assertThat(figures.byMember().winners()).isEmpty();
    assertThat(figures.byMember().losers())
        .extracting(Standing::value)
        .containsExactly("m1", "m2", "m3", "m0"); // m0 has a gain too
    assertThat(figures.bySlice().losers()).isEmpty(); // no slice of a hundred plays
    assertThat(figures.bySlice().candidates()).isZero();
  }

  @Test
  void isTheSameForTheSameSeedAndGoesToJson() {
    for (int i = 0; i < 60; i++) {
      String title = i % 3 == 0 ? "a" : "b";
      ask("m" + i % 30, "tv", title, "top: a c b", "top: c b a");
    }

    ReplayQuality first = quality();
    ReplayQuality second = quality();
    JsonNode json = new ObjectMapper().valueToTree(first);

    assertThat(second).isEqualTo(first);
    assertThat(first.comparison().wholePage().get(2).ndcg().interval()).isNotNull();
    JsonNode ndcg10 = json.at("/comparison/wholePage/2/ndcg");
    assertThat(ndcg10.get("interval").get("low").asDouble()).isLessThan(ndcg10.get("b").asDouble());
    assertThat(json.at("/a/staleness/ages/4").has("ndcg10")).isFalse();
    assertThat(json.at("/a/overTime/parts").size()).isEqualTo(30);
  }

  @Test
  void drawsExamplesThatDifferAlikeBySeed() {
    for (int i = 0; i < 200; i++) {
      ask("m" + i, "tv", "a", "top: b", "top: a");
    }

    List<Example> drawn = quality().comparison().better();
    List<Example> drawnElse =
        made.evaluation(6)
            .of(MadeUp.pages("old", pagesOfA), MadeUp.pages("new", pagesOfB), rows::add)
            .comparison()
            .better();

    assertThat(drawn).hasSize(5).isNotEqualTo(drawnElse);
    assertThat(drawn).isEqualTo(quality().comparison().better());
  }
}
