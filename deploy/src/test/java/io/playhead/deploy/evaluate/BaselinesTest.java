package io.playhead.deploy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.playhead.schemas.Title;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each baseline against a tiny example worked out by hand. */
class BaselinesTest {
  private static final List<String> CANDIDATES = List.of("10", "9", "8", "7", "100");

  private final Map<String, Long> firstSeen = new HashMap<>();

  @Test
  void ranksByPlaysThenByNumber() {
    Popularity popularity = new Popularity();

    List.of("8", "8", "100", "10").forEach(popularity::add);

    assertThat(popularity.ranking(CANDIDATES)).containsExactly("8", "10", "100", "7", "9");
  }

  @Test
  void leavesWatchedTitlesOutOfThePlace() {
    List<String> ranking = List.of("8", "10", "100");

    assertThat(Popularity.rank("100", ranking, Set.of())).isEqualTo(2);
    assertThat(Popularity.rank("100", ranking, Set.of("8"))).isEqualTo(1);
    assertThat(Popularity.rank("9", ranking, Set.of())).isEqualTo(-1);
  }

  @Test
  void popularityIsByPlaysThenByNumberAmongTheCandidates() {
    TitleTable titles = titles("10", "9", "8", "7", "100");
    TrainingPart training = training(titles, List.of("8", "8", "100", "10"));
    Popular popular = Popular.of(training, titles);
    Ranker ranker = new ScoredRanker(titles, popular, Popular.scorer());

    // 8, then 10 and 100 once each by number, then 7 and 9 by number.
    assertThat(ranks(ranker, titles, List.of(), "8", "10", "100", "7", "9"))
        .containsExactly(0, 1, 2, 3, 4);
    assertThat(ranks(ranker, titles, List.of("8", "100", "8"), "10", "7", "8"))
        .containsExactly(0, 1, -1);
  }

  @Test
  void recentPopularityCountsTheNewestFifth() {
    TitleTable titles = titles("a", "b", "c");
    TrainingPart training =
        training(titles, List.of("a", "a", "a", "a", "a", "a", "a", "a", "b", "b"));
    Popular popular = Popular.of(training, titles);
    Ranker ranker = new ScoredRanker(titles, popular, Popular.recent(training));

    // Of ten plays the newest two are of b; behind it a, for it is popular at all.
    assertThat(training.plays(training.newest(.2))).containsExactly(0, 2, 0);
    assertThat(ranks(ranker, titles, List.of(), "b", "a", "c")).containsExactly(0, 1, 2);
  }

  @Test
  void ranksFollowersBeforePopularTitles() {
    TitleTable titles = titles("1", "7", "8", "9", "10", "100");
    TrainingPart training =
        training(
            titles,
            List.of("1", "7", "1", "7"),
            List.of("1", "10"),
            List.of("1", "9"),
            List.of("8", "8", "8", "8", "8"),
            List.of("100"));
    Ranker ranker =
        new ScoredRanker(titles, Popular.of(training, titles), new Transitions(training));

    // After 1: 7 twice, then 9 and 10 once each by number, then 8 and 100 by popularity.
    assertThat(ranks(ranker, titles, List.of("1"), "7", "9", "10", "8", "100"))
        .containsExactly(0, 1, 2, 3, 4);
    assertThat(ranks(ranker, titles, List.of("7", "8", "1"), "100")).containsExactly(2);
    // Only the last title counts, and after 100 nothing is known: not what follows 1, but 8.
    assertThat(ranks(ranker, titles, List.of("1", "100"), "8", "7")).containsExactly(0, 1);
    // After 100 nothing is known: 8 five times, 1 four times, 7 twice, ...
    assertThat(ranks(ranker, titles, List.of("100"), "8", "1", "7")).containsExactly(0, 1, 2);
    assertThat(ranks(ranker, titles, List.of(), "8", "1", "7")).containsExactly(0, 1, 2);
  }

  @Test
  void itemNeighboursShareMembers() {
    TitleTable titles = titles("a", "b", "c", "d");
    TrainingPart training =
        training(
            titles,
            List.of("a", "b", "a"),
            List.of("a", "b", "c"),
            List.of("a", "c"),
            List.of("d"));

    Neighbours neighbours = CoOccurrence.neighbours(training);

    // Members: a 3, b 2, c 2. Both a and b: 2 of sqrt(6); a and c: 2 of sqrt(6); b and c: 1 of 2.
    assertThat(scores(neighbours.scorer(1), titles, "a"))
        .containsExactly(new double[] {0, 2 / Math.sqrt(6), 2 / Math.sqrt(6), 0}, within(1e-6));
    assertThat(scores(neighbours.scorer(1), titles, "d")).containsExactly(0, 0, 0, 0);
    // The newest counts 1, the one before it .5.
    assertThat(scores(neighbours.scorer(.5), titles, "a", "b"))
        .containsExactly(
            new double[] {2 / Math.sqrt(6), .5 * 2 / Math.sqrt(6), .5 + .5 * 2 / Math.sqrt(6), 0},
            within(1e-6));
  }

  @Test
  void metadataNeighboursShareRareTerms() {
    TitleTable titles = titles("a", "b", "c", "d");
    Map<String, Title> catalogue =
        Map.of(
            "a", title("a", List.of("drama"), List.of("Ann"), "Old sea"),
            "b", title("b", List.of("drama"), List.of("Ann"), "New sea"),
            "c", title("c", List.of("drama"), List.of("Bob"), "New sky"),
            "e", title("e", List.of("drama"), List.of("Ann"), "Old sea"));

    Neighbours neighbours = Metadata.neighbours(titles, catalogue);

    // N = 4 titles, d without a record. drama in 3: idf ln 4/3; Ann, sea and new in 2: ln 2; Bob,
    // old
    // and sky in 1: ln 4. Genre, cast and name of unit length each, so every field is a third of
    // the
    // cosine: a and b share genre and cast, and sea of "old sea" and "new sea".
    double sea = Math.log(2) / Math.hypot(Math.log(4), Math.log(2));
    double inNewSea = Math.log(2) / Math.hypot(Math.log(2), Math.log(2));
    double inNewSky = Math.log(2) / Math.hypot(Math.log(2), Math.log(4));
    assertThat(scores(neighbours.scorer(1), titles, "a"))
        .containsExactly(new double[] {0, (1 + 1 + sea * inNewSea) / 3, 1 / 3.0, 0}, within(1e-6));
    assertThat(scores(neighbours.scorer(1), titles, "c"))
        .containsExactly(new double[] {1 / 3.0, (1 + inNewSky * inNewSea) / 3, 0, 0}, within(1e-6));
    assertThat(Metadata.neighbours(titles, Map.of()).isEmpty()).isTrue();
  }

  @Test
  void choosesTheDecayOnValidationQuestions() {
    // b and c go together, a and d do: after a, b the newest title tells c and all together tell d.
    TitleTable titles = titles("a", "b", "c", "d", "e");
    TrainingPart training =
        training(
            titles,
            List.of("a", "d"),
            List.of("a", "d"),
            List.of("b", "c"),
            List.of("e"),
            List.of("e"));
    List<TestCase> newest = cases(titles, List.of("a", "a", "b"), "c");
    List<TestCase> all = cases(titles, List.of("a", "a", "b"), "d");

    assertThat(chosen(titles, training, newest).ranks(newest)).containsExactly(0);
    assertThat(chosen(titles, training, all).ranks(all)).containsExactly(0);
  }

  private static Ranker chosen(
      TitleTable titles, TrainingPart training, List<TestCase> validation) {
    Questions questions = new Questions(titles, List.of(), training, validation, null);
    return Baselines.of(questions, Map.of(), List.of()).itemNeighbours();
  }

  private static Title title(String id, List<String> genres, List<String> cast, String name) {
    return Title.newBuilder().setTitleId(id).setGenres(genres).setCast(cast).setName(name).build();
  }

  private TitleTable titles(String... ids) {
    for (String id : ids) {
      firstSeen.put(id, (long) firstSeen.size());
    }
    return TitleTable.of(firstSeen);
  }

  @SafeVarargs
  private static TrainingPart training(TitleTable titles, List<String>... histories) {
    TrainingPart training = new TrainingPart(titles.size());
    long timeMs = 0;
    for (List<String> history : histories) {
      long[] startedMs = new long[history.size()];
      for (int i = 0; i < startedMs.length; i++) {
        startedMs[i] = ++timeMs;
      }
      training.add(rows(history, titles), startedMs);
    }
    return training;
  }

  private static double[] scores(Scorer scorer, TitleTable titles, String... history) {
    double[] scores = new double[titles.size()];
    int[] rows = rows(List.of(history), titles);
    scorer.score(rows, scores);
    return scores;
  }

  private static int[] ranks(
      Ranker ranker, TitleTable titles, List<String> history, String... answers) {
    return ranker.ranks(cases(titles, history, answers));
  }

  private static List<TestCase> cases(TitleTable titles, List<String> history, String... answers) {
    return Arrays.stream(answers)
        .map(
            answer ->
                new TestCase("m", rows(history, titles), titles.size(), null, titles.row(answer)))
        .toList();
  }

  private static int[] rows(List<String> ids, TitleTable titles) {
    return ids.stream().mapToInt(titles::row).toArray();
  }
}
