package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.Availability;
import io.playhead.schemas.Title;
import io.playhead.window.Action;
import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random catalogues, rules, members and contexts against a plain reading of the rules: no page
 * holds what it must not, and the top picks leave nothing out that they may hold.
 */
class EveryPageKeepsTheRulesTest {
  private static final int ROUNDS = 60;
  private static final int MEMBERS = 12;
  private static final int TITLES = 300; // more than a block
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final List<String> KINDS = List.of("movie", "show", "clip");
  private static final List<String> ORDER = List.of("0", "6", "12", "16", "18");
  private static final List<String> US_ORDER = List.of("G", "PG-13", "12", "R");
  private static final String ORDERS =
      "\"ageRatings\":{\"*\":[[\"0\"],[\"6\"],[\"12\"],[\"16\"],[\"18\"]],"
          + "\"US\":[[\"G\"],[\"PG-13\"],[\"12\"],[\"R\"]]}";

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final Map<String, Title> titles = new HashMap<>();
  @TempDir Path folder;

  /** One round's rules, as the test reads them. */
  private record Rules(
      Set<String> blocked,
      Set<String> hidden,
      Set<String> newKinds,
      boolean excludeWatched,
      boolean unratedAllowed) {
    PageRules parsed() {
      return RulesFile.parse(
          "{\"topPicks\":10000,\"becauseAbove\":-1,\"blockedTitles\":%s,\"hiddenKinds\":%s,%s%s}"
              .formatted(
                  json(blocked),
                  json(hidden),
                  newKinds.isEmpty() ? "" : "\"rowKinds\":{\"top-picks\":" + json(newKinds) + "},",
                  "\"excludeWatched\":%s,\"unratedAllowed\":%s,%s"
                      .formatted(excludeWatched, unratedAllowed, ORDERS)));
    }

    private static String json(Set<String> names) {
      return names.stream().map(n -> '"' + n + '"').collect(Collectors.joining(",", "[", "]"));
    }
  }

  @Test
  void noPageHoldsWhatItMustNotAndThePicksLeaveNothingOut() throws BundleException {
    System.out.println("EveryPageKeepsTheRulesTest seed " + seed);
    List<String> ids = TinyBundle.ids(TinyBundle.titles(TITLES));
    try (Model model = TinyBundle.DEFAULT.load(folder.resolve("bundle"), ids)) {
      for (int round = 0; round < ROUNDS; round++) {
        Rules rules = rules(ids);
        titles.clear();
        TinyBundle.titles(TITLES).forEach(title -> titles.put(title.getTitleId(), random(title)));
        Catalogue catalogue = Catalogue.of(model, titles.values());
        Recommender recommender =
            new Recommender(model, catalogue, rules.parsed(), new KeyValueCache(1 << 20));
        checkPages(recommender, rules, ids);
        for (int i = 0; i < 20; i++) { // What was known of a title may not outlive it.
          titles.computeIfPresent(
              pick(ids), (id, title) -> random(Title.newBuilder(title).build()));
        }
        String removed = pick(ids);
        titles.remove(removed);
        recommender.catalogue(catalogue.with(titles.values(), Set.of(removed)));
        checkPages(recommender, rules, ids);
      }
    }
  }

  private void checkPages(Recommender recommender, Rules rules, List<String> ids) {
    List<Request> requests = new ArrayList<>();
    Map<String, List<Token>> histories = new HashMap<>();
    for (int member = 0; member < MEMBERS; member++) {
      List<Token> tokens = history(ids);
      histories.put("m" + member, tokens);
      requests.add(new Request("m" + member, TokenSource.of(tokens), context()));
    }
    List<HomePage> pages = recommender.recommend(requests);
    for (int i = 0; i < pages.size(); i++) {
      List<Token> tokens = histories.get(requests.get(i).memberId());
      check(pages.get(i), rules, requests.get(i).context(), tokens);
      recommender.drop(requests.get(i).memberId());
    }
  }

  private void check(HomePage page, Rules rules, RequestContext context, List<Token> tokens) {
    Set<String> shown = new HashSet<>();
    Set<String> done = done(tokens, rules.excludeWatched());
    Set<String> resumed = new HashSet<>();
    Set<String> picks = new TreeSet<>();
    for (PageRow row : page.rows()) {
      for (PageItem item : row.items()) {
        String what = row.name() + " of " + item + " for " + context + ", seed " + seed;
        assertThat(shown.add(item.titleId())).as("once: " + what).isTrue();
        assertThat(mayShow(item.titleId(), rules, context)).as(what).isTrue();
        if (item.reason().startsWith("because:")) {
          String named = item.reason().substring("because:".length());
          assertThat(mayName(titles.get(named), rules, context)).as(what).isTrue();
        }
        if (row.name().equals(PageRow.CONTINUE_WATCHING)) {
          resumed.add(item.titleId());
        } else {
          assertThat(done).as(what).doesNotContain(item.titleId());
        }
        if (row.name().equals(PageRow.TOP_PICKS)) {
          picks.add(item.titleId());
        }
      }
    }
    Set<String> expected = new TreeSet<>();
    for (String id : titles.keySet()) {
      boolean isOfRow = rules.newKinds().isEmpty() || rules.newKinds().contains(kind(id));
      if (isOfRow && mayShow(id, rules, context) && !done.contains(id) && !resumed.contains(id)) {
        expected.add(id);
      }
    }
    assertThat(picks).as("seed %d", seed).isEqualTo(expected);
  }

  private boolean mayShow(String titleId, Rules rules, RequestContext context) {
    Title title = titles.get(titleId);
    return title != null
        && mayName(title, rules, context)
        && (title.getAvailability().isEmpty()
            || title.getAvailability().stream().anyMatch(e -> isOpen(e, context)));
  }

  private static boolean isOpen(Availability entry, RequestContext context) {
    return (entry.getCountry().equals("*") || entry.getCountry().equals(context.country()))
        && (entry.getFromMs() == null || entry.getFromMs() <= context.eventTimeMs())
        && (entry.getUntilMs() == null || entry.getUntilMs() > context.eventTimeMs());
  }

  private static boolean mayName(Title title, Rules rules, RequestContext context) {
    if (rules.blocked().contains(title.getTitleId()) || rules.hidden().contains(title.getKind())) {
      return false;
    }
    if (context.ageRatingMax() == null) {
      return true;
    }
    if (title.getAgeRating() == null) {
      return rules.unratedAllowed();
    }
    List<String> order = "US".equals(context.country()) ? US_ORDER : ORDER;
    int limit = Math.max(0, order.indexOf(context.ageRatingMax()));
    int rating = order.indexOf(title.getAgeRating());
    return rating >= 0 && rating <= limit;
  }

  /** What may stand in no row but that of begun titles. */
  private static Set<String> done(List<Token> tokens, boolean excludeWatched) {
    Set<String> done = new HashSet<>();
    for (Token token : tokens) {
      boolean turnedDown = token.has(Action.NOT_INTERESTED) || token.has(Action.THUMBS_DOWN);
      if (excludeWatched ? !token.has(Action.MY_LIST_ADD) : turnedDown) {
        done.add(token.titleId());
      }
    }
    return done;
  }

  private String kind(String titleId) {
    return titles.get(titleId).getKind();
  }

  private Rules rules(List<String> ids) {
    Set<String> blocked = new TreeSet<>();
    for (int i = random.nextInt(40); i > 0; i--) {
      blocked.add(pick(ids));
    }
    return new Rules(
        blocked,
        random.nextBoolean() ? Set.of() : Set.of(pick(KINDS)),
        random.nextBoolean() ? Set.of() : Set.of(pick(KINDS), "song"),
        random.nextBoolean(),
        random.nextBoolean());
  }

  private Title random(Title title) {
    title.setKind(pick(KINDS));
    title.setAgeRating(random.nextInt(4) == 0 ? null : rating());
    List<Availability> where = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      where.add(new Availability(pick(List.of("*", "US", "DE")), moment(), moment()));
    }
    title.setAvailability(where);
    return title;
  }

  private String rating() {
    return pick(List.of("0", "6", "12", "16", "18", "G", "PG-13", "R", "?"));
  }

  private Long moment() {
    return random.nextBoolean() ? null : NOW_MS + random.nextInt(201) - 100;
  }

  private RequestContext context() {
    String country = random.nextInt(4) == 0 ? null : pick(List.of("US", "DE", "JP"));
    String limit = random.nextInt(3) == 0 ? null : rating();
    long nowMs = NOW_MS + random.nextInt(201) - 100;
    return new RequestContext(nowMs, "phone", country, "en", 12, 3, limit);
  }

  private List<Token> history(List<String> ids) {
    List<Token> tokens = new ArrayList<>();
    for (int i = random.nextInt(30); i > 0; i--) {
      int bits =
          switch (random.nextInt(5)) {
            case 0 -> Action.NOT_INTERESTED.bit();
            case 1 -> Action.MY_LIST_ADD.bit();
            case 2 -> Action.PLAY.bit() | Action.THUMBS_DOWN.bit();
            default -> Action.PLAY.bit() | Action.STOP.bit();
          };
      float completion = random.nextFloat();
      tokens.add(
          new Token(
              NOW_MS,
              "phone",
              "US",
              "en",
              1,
              1,
              5,
              pick(ids),
              NOW_MS,
              60,
              completion,
              0,
              0,
              bits,
              null,
              -1));
    }
    return tokens;
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
