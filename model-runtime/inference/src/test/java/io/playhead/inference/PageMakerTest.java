package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.schemas.Availability;
import io.playhead.schemas.Title;
import io.playhead.window.Action;
import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands on a page and why. */
class PageMakerTest {
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final Token[] TWO_WATCHED = {
    token("t0030", 1f, Action.PLAY, Action.COMPLETE),
    token("t0031", 1f, Action.PLAY, Action.COMPLETE),
    token("t0032", -1f, Action.NOT_INTERESTED)
  };
  private static final PageRules ALL = PageRules.DEFAULT.withTopPicks(1000);

  @TempDir static Path folder;
  private static Model model;
  private static Catalogue catalogue;
  private static List<Title> titles;

  @BeforeAll
  static void load() throws BundleException {
    titles = TinyBundle.titles(200);
    titles.get(1).setAvailability(List.of(availability("DE", null, null)));
    titles.get(2).setAvailability(List.of(availability("*", NOW_MS + 1, null)));
    titles.get(3).setAvailability(List.of(availability("us", NOW_MS, NOW_MS + 1)));
    titles
        .get(5)
        .setAvailability(List.of(availability("*", null, null), availability("DE", NOW_MS, null)));
    titles.get(4).setAvailability(List.of(availability("*", null, NOW_MS)));
    model = TinyBundle.DEFAULT.load(folder.resolve("bundle"), TinyBundle.ids(titles));
    catalogue = Catalogue.of(model, titles);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void memberWithoutTokensGetsTopPicksForTheContext() {
    HomePage page = page(PageRules.DEFAULT, "US");

    assertThat(page.rows())
        .extracting(PageRow::name)
        .containsExactly(PageRow.TOP_PICKS, PageRow.NEW_FOR_YOU);
    assertThat(row(page, PageRow.TOP_PICKS)).hasSize(50);
    assertThat(page.rows().get(0).items()).allMatch(item -> item.reason().equals("taste"));
    assertThat(page.memberVector()).hasSize(16);
  }

  @Test
  void watchedAndTurnedDownTitlesStayOutOfTheTopPicks() {
    HomePage page =
        page(
            ALL,
            "US",
            token("t0010", 1f, Action.PLAY, Action.COMPLETE),
            token("t0011", -1f, Action.NOT_INTERESTED),
            token("t0012", -1f, Action.MY_LIST_ADD),
            token("t0013", -1f, Action.THUMBS_DOWN),
            token("t0014", .01f, Action.PLAY));

    assertThat(row(page, PageRow.TOP_PICKS))
        .doesNotContain("t0010", "t0011", "t0013", "t0014")
        .contains("t0012");
  }

  @Test
  void availabilityIsByCountryAndTimeOfTheContext() {
    assertThat(row(page(ALL, "US"), PageRow.TOP_PICKS))
        .contains("t0003")
        .doesNotContain("t0001", "t0002", "t0004");
    assertThat(row(page(ALL, "DE"), PageRow.TOP_PICKS))
        .contains("t0001")
        .doesNotContain("t0002", "t0003", "t0004");
    assertThat(row(page(ALL, null), PageRow.TOP_PICKS))
        .doesNotContain("t0001", "t0002", "t0003", "t0004")
        .hasSize(196);
  }

  @Test
  void begunTitlesAreResumedNewestFirstAndStandNowhereElse() {
    HomePage page =
        page(
            rules(1000, 10, 0, 0, 30, 20, .05f, .95f, 8, .5f, false),
            "US",
            token("t0020", .5f, Action.PLAY, Action.STOP),
            token("t0021", .04f, Action.PLAY, Action.STOP),
            token("t0022", .96f, Action.PLAY, Action.STOP),
            token("t0023", .9f, Action.PLAY, Action.COMPLETE),
            token("t0024", .5f, Action.PLAY, Action.STOP),
            token("t0024", 1f, Action.PLAY, Action.COMPLETE),
            token("t0001", .5f, Action.PLAY, Action.STOP),
            token("nowhere", .5f, Action.PLAY, Action.STOP),
            token("t0025", .3f, Action.PLAY));

    assertThat(row(page, PageRow.CONTINUE_WATCHING)).containsExactly("t0025", "t0020");
    assertThat(page.rows().get(1).items()).allMatch(item -> item.reason().equals("resume"));
    assertThat(row(page, PageRow.TOP_PICKS))
        .doesNotContain("t0020", "t0025", "nowhere")
        .contains("t0021", "t0022");
  }

  @Test
  void theModelSaysWhichBegunTitleIsGoneOnWithAndWhetherThatRowIsOnTop(@TempDir Path other)
      throws Exception {
    double[] weights = new double[ResumeOdds.WEIGHTS];
    weights[0] = -1;
    weights[1 + 6] = 3; // half way and a bit: .5 to .6
    Path bundle = TinyBundle.DEFAULT.write(other, TinyBundle.ids(titles));
    ObjectNode manifest = TinyBundle.DEFAULT.manifest();
    manifest.set("resumeWeights", new ObjectMapper().valueToTree(weights));
    TinyBundle.writeManifest(bundle, manifest);
    try (Model habits = Model.load(ModelBundle.open(bundle, BundleTrust.ANYONE))) {
      Catalogue seen = Catalogue.of(habits, titles);
      Recommender recommender = new Recommender(habits, seen, PageRules.DEFAULT, null);
      Token likely = token("t0020", .55f, Action.PLAY, Action.STOP);
      Token unlikely = token("t0021", .3f, Action.PLAY, Action.STOP);

      HomePage both = page(recommender, likely, unlikely);
      HomePage one = page(recommender, unlikely);

      assertThat(row(both, PageRow.CONTINUE_WATCHING)).containsExactly("t0020", "t0021");
      assertThat(both.rows().get(0).name()).isEqualTo(PageRow.CONTINUE_WATCHING);
      assertThat(one.rows().get(0).name()).isEqualTo(PageRow.TOP_PICKS);
      assertThat(one.rows().get(1).name()).isEqualTo(PageRow.CONTINUE_WATCHING);
    }
  }

  private static HomePage page(Recommender recommender, Token... tokens) {
    Request request = new Request("m", TokenSource.of(List.of(tokens)), context("US"));
    return recommender.recommend(List.of(request)).get(0);
  }

  @Test
  void reasonNamesTheMostSimilarRecentTitle() {
    PageRules rules = rules(150, 10, 0, 0, 30, 20, .05f, .95f, 8, -1f, true);
    HomePage page = page(rules, "US", TWO_WATCHED);

    for (PageItem item : page.rows().get(0).items()) {
      double first = cosine(item.titleId(), "t0030");
      double second = cosine(item.titleId(), "t0031");
      if (Math.abs(first - second) > 1e-5) {
        assertThat(item.reason()).isEqualTo("because:" + (first > second ? "t0030" : "t0031"));
      }
    }
  }

  @Test
  void reasonIsTasteWhereNothingIsSimilarEnough() {
    PageRules rules = rules(150, 10, 0, 0, 30, 20, .05f, .95f, 8, 1f, true);
    HomePage page = page(rules, "US", token("t0030", 1f, Action.COMPLETE));

    assertThat(page.rows().get(0).items()).allMatch(item -> item.reason().equals("taste"));
  }

  @Test
  void newTitlesAreThoseOfTheLastDaysThatAreNotAbove() {
    HomePage page = page(PageRules.DEFAULT, "US");

    assertThat(row(page, PageRow.NEW_FOR_YOU))
        .as("became available this moment")
        .containsExactly("t0003");
    assertThat(row(page(ALL, "US"), PageRow.NEW_FOR_YOU)).as("is among the picks").isEmpty();
    assertThat(row(page(PageRules.DEFAULT, "DE"), PageRow.NEW_FOR_YOU))
        .as("one is not there, the other always was")
        .isEmpty();
    assertThat(
            row(
                page(rules(50, 10, 10, 0, 30, 20, .05f, .95f, 8, .5f, true), "US"),
                PageRow.NEW_FOR_YOU))
        .as("no such row wanted")
        .isEmpty();
  }

  @Test
  void becauseRowHoldsWhatIsLikeTheLastOneWatchedBelowThePicks() {
    PageRules rules = rules(30, 10, 15, 0, 30, 20, .05f, .95f, 8, .8f, true);
    HomePage page = page(rules, "US", TWO_WATCHED);
    List<String> picks = row(page, PageRow.TOP_PICKS);
    List<String> because = row(page, PageRow.BECAUSE_YOU_WATCHED);
    List<PageItem> items = page.rows().get(page.rows().size() - 1).items();

    assertThat(because)
        .hasSizeBetween(2, 15)
        .doesNotContainAnyElementsOf(picks)
        .doesNotContain("t0030", "t0031", "t0032");
    assertThat(items).allMatch(item -> item.reason().equals("because:t0031"));
    assertThat(items).isSortedAccordingTo(Comparator.comparingDouble(item -> -item.score()));
    for (String titleId : because) {
      assertThat(cosine(titleId, "t0031")).as(titleId).isGreaterThan(.8);
    }
    float last = items.get(items.size() - 1).score();
    for (PageItem item : page(rules.withTopPicks(1000), "US", TWO_WATCHED).rows().get(0).items()) {
      boolean isBetter = item.score() > last && cosine(item.titleId(), "t0031") > .8;
      if (isBetter && !picks.contains(item.titleId())) {
        assertThat(because).as("nothing better was left out").contains(item.titleId());
      }
    }
  }

  @Test
  void newTitlesEndTheFirstTenOfThePicks(@TempDir Path other) throws BundleException {
    List<String> learned = TinyBundle.ids(titles).subList(0, 100);
    try (Model half = TinyBundle.DEFAULT.load(other, learned)) {
      Catalogue seen = Catalogue.of(half, titles);
      Recommender recommender = new Recommender(half, seen, ALL, null);
      Request request = new Request("m", TokenSource.of(List.of(TWO_WATCHED)), context("US"));
      List<PageItem> picks = recommender.recommend(List.of(request)).get(0).rows().get(0).items();
      List<PageItem> byScore = new ArrayList<>(picks);
      byScore.sort(
          Comparator.comparingDouble((PageItem item) -> -item.score())
              .thenComparing(PageItem::titleId));
      List<PageItem> known = byScore.stream().filter(i -> learned.contains(i.titleId())).toList();
      List<PageItem> fresh = byScore.stream().filter(i -> !learned.contains(i.titleId())).toList();

      assertThat(fresh.get(1).score()).as("two belong there").isGreaterThan(known.get(8).score());
      assertThat(picks.subList(0, 8)).isEqualTo(known.subList(0, 8));
      assertThat(picks.subList(8, 10)).isEqualTo(fresh.subList(0, 2));
      assertThat(picks.subList(10, picks.size()))
          .isSortedAccordingTo(Comparator.comparingDouble(item -> -item.score()));
    }
  }

  @Test
  void rankingOrdersTheKnownCandidatesByScore() {
    Recommender recommender = new Recommender(model, catalogue, ALL, null);
    List<Token> tokens = List.of(token("t0030", 1f, Action.COMPLETE));
    List<ScoredTitle> ranked =
        recommender.rank(tokens, context("US"), List.of("t0030", "t0001", "x", "t0007", "t0007"));

    assertThat(ranked).extracting(ScoredTitle::titleId).hasSize(3).doesNotContain("x");
    assertThat(ranked.get(0).score()).isGreaterThanOrEqualTo(ranked.get(1).score());
    assertThat(ranked.get(1).score()).isGreaterThanOrEqualTo(ranked.get(2).score());
  }

  /** The default rules with other numbers. */
  private static PageRules rules(
      int topPicks,
      int continueWatching,
      int becauseYouWatched,
      int newForYou,
      int newDays,
      int recentTokens,
      float resumeFrom,
      float resumeBelow,
      int becauseTitles,
      float becauseAbove,
      boolean excludeWatched) {
    return new PageRules(
        topPicks,
        continueWatching,
        becauseYouWatched,
        newForYou,
        newDays,
        recentTokens,
        resumeFrom,
        resumeBelow,
        becauseTitles,
        becauseAbove,
        excludeWatched,
        PageRules.DEFAULT.rowOrder(),
        PageRules.DEFAULT.titles());
  }

  private static HomePage page(PageRules rules, String country, Token... tokens) {
    Recommender recommender = new Recommender(model, catalogue, rules, new KeyValueCache(1 << 20));
    HomePage page = null;
    for (int count = 0; count <= tokens.length; count++) { // As it would come to be.
      TokenSource source = TokenSource.of(List.of(tokens).subList(0, count));
      page = recommender.recommend(List.of(new Request("m", source, context(country)))).get(0);
    }
    List<String> all = new ArrayList<>();
    page.rows().forEach(row -> row.items().forEach(item -> all.add(item.titleId())));
    assertThat(all).doesNotHaveDuplicates();
    return page;
  }

  private static List<String> row(HomePage page, String name) {
    return page.rows().stream()
        .filter(row -> row.name().equals(name))
        .flatMap(row -> row.items().stream())
        .map(PageItem::titleId)
        .toList();
  }

  private static double cosine(String a, String b) {
    float[] x = catalogue.scoreVector(catalogue.indexOf(a));
    return catalogue.score(x, catalogue.indexOf(b));
  }

  private static RequestContext context(String country) {
    return new RequestContext(NOW_MS, "television", country, "en", 20, 5);
  }

  private static Availability availability(String country, Long fromMs, Long untilMs) {
    return new Availability(country, fromMs, untilMs);
  }

  private static Token token(String titleId, float completion, Action... actions) {
    int bits = 0;
    for (Action action : actions) {
      bits |= action.bit();
    }
    return new Token(
        NOW_MS,
        "phone",
        "US",
        "en",
        1,
        1,
        5,
        titleId,
        NOW_MS,
        60,
        completion,
        0,
        0,
        bits,
        null,
        -1);
  }
}
