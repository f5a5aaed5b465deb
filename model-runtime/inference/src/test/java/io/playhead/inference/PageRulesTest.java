package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.Title;
import io.playhead.window.Action;
import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each rule that a user may change does to a page. */
class PageRulesTest {
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final String ALL = "\"topPicks\":1000";
  private static final String[] RATINGS = {"0", "12", "PG-13", "16", "r", "never heard of", null};

  @TempDir static Path folder;
  private static Model model;
  private static List<Title> titles;
  private static Catalogue catalogue;

  @BeforeAll
  static void load() throws BundleException {
    titles = TinyBundle.titles(140);
    for (int i = 0; i < titles.size(); i++) {
      titles.get(i).setAgeRating(RATINGS[i % RATINGS.length]);
      titles.get(i).setKind(i % 4 == 0 ? "show" : i % 4 == 1 ? "clip" : "movie");
    }
    titles.get(77).setReleaseEpochDay((int) (NOW_MS / 86_400_000L) - 10);
    titles.get(78).setReleaseEpochDay((int) (NOW_MS / 86_400_000L) - 40);
    model = TinyBundle.DEFAULT.load(folder.resolve("bundle"), TinyBundle.ids(titles));
    catalogue = Catalogue.of(model, titles);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void blockedTitlesStandNowhereAndAreNoReason() {
    List<Token> tokens = List.of(begun("t0020"), watched("t0030"), watched("t0031"));
    String blocked = "\"blockedTitles\":[\"t0001\",\"t0020\",\"t0031\"],";

    HomePage page = page("{" + blocked + ALL + ",\"becauseAbove\":-1}", null, tokens);

    assertThat(ids(page)).hasSize(140 - 4).doesNotContain("t0001", "t0020", "t0030", "t0031");
    assertThat(reasons(page)).contains("because:t0030").doesNotContain("because:t0031");
  }

  @Test
  void hiddenKindsStandNowhere() {
    HomePage page = page("{\"hiddenKinds\":[\"clip\"]," + ALL + "}", null, List.of(begun("t0001")));

    assertThat(ids(page)).hasSize(105).allMatch(id -> !kind(id).equals("clip"));
  }

  @Test
  void aRowHoldsOnlyItsKindsAndLeavesTheOthersToTheRowsBelow() {
    String rules =
        "{\"rowKinds\":{\"top-picks\":[\"show\"],\"continue-watching\":[\"movie\"]}," + ALL + "}";

    HomePage page = page(rules, null, List.of(begun("t0001"), begun("t0002")));

    assertThat(row(page, PageRow.TOP_PICKS)).hasSize(35).allMatch(id -> kind(id).equals("show"));
    assertThat(row(page, PageRow.CONTINUE_WATCHING)).containsExactly("t0002");
    assertThat(row(page, PageRow.NEW_FOR_YOU)).as("a clip").containsExactly("t0077");
  }

  @Test
  void daysAndSizesAreAsTheRulesSay() {
    String few =
        "\"topPicks\":3,\"continueWatching\":1,\"becauseYouWatched\":2,\"becauseAbove\":-1";
    List<Token> tokens = List.of(begun("t0001"), begun("t0002"), watched("t0003"));

    HomePage page = page("{" + few + ",\"newDays\":50}", null, tokens);

    assertThat(row(page, PageRow.TOP_PICKS)).hasSize(3);
    assertThat(row(page, PageRow.CONTINUE_WATCHING)).containsExactly("t0002");
    assertThat(row(page, PageRow.BECAUSE_YOU_WATCHED)).hasSize(2);
    assertThat(row(page, PageRow.NEW_FOR_YOU)).containsExactlyInAnyOrder("t0077", "t0078");
    page = page("{" + few + ",\"newDays\":20}", null, tokens);
    assertThat(row(page, PageRow.NEW_FOR_YOU)).containsExactly("t0077");
    page = page("{\"newForYou\":0,\"becauseYouWatched\":0,\"continueWatching\":0}", null, tokens);
    assertThat(page.rows()).extracting(PageRow::name).containsExactly(PageRow.TOP_PICKS);
  }

  @Test
  void whatTheRulesPutOnTopStandsThere() {
    HomePage page =
        page(
            "{\"rowOrder\":[\"new-for-you\",\"continue-watching\"]}",
            null,
            List.of(begun("t0001")));

    assertThat(page.rows())
        .extracting(PageRow::name)
        .startsWith(PageRow.NEW_FOR_YOU, PageRow.CONTINUE_WATCHING, PageRow.TOP_PICKS);
  }

  @Test
  void watchedTitlesComeBackWhereTheRulesSayButNotWhatWasTurnedDown() {
    Token refused = token("t0041", -1f, Action.NOT_INTERESTED);
    Token disliked = token("t0042", 1f, Action.PLAY, Action.THUMBS_DOWN);
    List<Token> tokens = List.of(watched("t0040"), refused, disliked, watched("t0042"));
    String again = "{\"excludeWatched\":false," + ALL + "}";

    assertThat(ids(page("{" + ALL + "}", null, tokens))).doesNotContain("t0040", "t0041", "t0042");
    assertThat(ids(page(again, null, tokens))).contains("t0040").doesNotContain("t0041", "t0042");
    assertThat(ids(page(again, null, List.of(watched("t0040"), refused))))
        .as("also as the newest token")
        .contains("t0040")
        .doesNotContain("t0041");
  }

  @Test
  void aLimitOfAgeRatingsHoldsForEveryRow() {
    List<Token> tokens = List.of(begun("t0003"), begun("t0008"), begun("t0001"));

    HomePage page = page("{" + ALL + ",\"becauseAbove\":-1}", "12", tokens);

    assertThat(ratings(page)).containsExactlyInAnyOrder("0", "12");
    assertThat(ids(page)).hasSize(40);
    assertThat(row(page, PageRow.CONTINUE_WATCHING)).containsExactly("t0001", "t0008");
    assertThat(reasons(page)).contains("because:t0001").doesNotContain("because:t0003");
    assertThat(ids(page("{" + ALL + "}", null, tokens))).as("no limit").hasSize(140);
  }

  @Test
  void aTitleWithoutARatingIsShownUnderALimitOnlyWhereTheRulesSay() {
    HomePage allowed = page("{\"unratedAllowed\":true," + ALL + "}", "pg-13", List.of());

    assertThat(ratings(allowed)).containsExactlyInAnyOrder("0", "12", "PG-13", "none");
    assertThat(ratings(page("{" + ALL + "}", "18", List.of())))
        .as("not what nobody knows either")
        .containsExactlyInAnyOrder("0", "12", "PG-13", "16", "r");
  }

  @Test
  void aLimitThatNobodyKnowsIsTheLowest() {
    assertThat(ratings(page("{" + ALL + "}", "PG13", List.of()))).containsExactly("0");
    assertThat(ids(page("{\"ageRatings\":{}," + ALL + "}", "18", List.of()))).isEmpty();
  }

  @Test
  void theOrderIsThatOfTheMembersCountry() {
    String order =
        "\"ageRatings\":{\"*\":[[\"0\"],[\"12\"],[\"16\"]],\"US\":[[\"PG-13\"],[\"R\",\"16\"]]},";
    String rules = "{" + order + ALL + "}";

    assertThat(ratings(page(rules, "16", "us", List.of())))
        .containsExactlyInAnyOrder("PG-13", "r", "16");
    assertThat(ratings(page(rules, "16", "DE", List.of())))
        .containsExactlyInAnyOrder("0", "12", "16");
    assertThat(ratings(page(rules, "12", null, List.of()))).containsExactlyInAnyOrder("0", "12");
  }

  private static HomePage page(String rules, String ageRatingMax, List<Token> tokens) {
    return page(rules, ageRatingMax, "DE", tokens);
  }

  private static HomePage page(
      String rules, String ageRatingMax, String country, List<Token> tokens) {
    RequestContext context =
        new RequestContext(NOW_MS, "tablet", country, "de", 20, 5, ageRatingMax);
    Recommender recommender = new Recommender(model, catalogue, RulesFile.parse(rules), null);
    Request request = new Request("m", TokenSource.of(tokens), context);
    return recommender.recommend(List.of(request)).get(0);
  }

  private static List<String> ids(HomePage page) {
    return ids(page, row -> true);
  }

  private static List<String> row(HomePage page, String name) {
    return ids(page, row -> row.name().equals(name));
  }

  private static List<String> ids(HomePage page, Predicate<PageRow> wanted) {
    List<String> ids = new ArrayList<>();
    page.rows().stream()
        .filter(wanted)
        .forEach(row -> row.items().forEach(item -> ids.add(item.titleId())));
    return ids;
  }

  private static Set<String> reasons(HomePage page) {
    return page.rows().stream()
        .flatMap(row -> row.items().stream())
        .map(PageItem::reason)
        .collect(Collectors.toSet());
  }

  private static Set<String> ratings(HomePage page) {
    return ids(page).stream()
        .map(id -> title(id).getAgeRating())
        .map(rating -> rating == null ? "none" : rating)
        .collect(Collectors.toSet());
  }

  private static String kind(String titleId) {
    return title(titleId).getKind();
  }

  private static Title title(String titleId) {
    return titles.get(Integer.parseInt(titleId.substring(1)));
  }

  private static Token begun(String titleId) {
    return token(titleId, .5f, Action.PLAY, Action.STOP);
  }

  private static Token watched(String titleId) {
    return token(titleId, 1f, Action.PLAY, Action.COMPLETE);
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
