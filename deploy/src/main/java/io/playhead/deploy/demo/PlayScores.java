package io.playhead.deploy.demo;

import io.playhead.deploy.evaluate.Popularity;
import io.playhead.deploy.evaluate.RankingFigures;
import io.playhead.deploy.simulator.Choice;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds plays against the page that stood there before them, against the oracle and against
 * popularity. All three are asked about the same plays. Pure; one thread.
 */
final class PlayScores {
  private final RankingFigures oracle = new RankingFigures();
  private final RankingFigures published = new RankingFigures();
  private final RankingFigures popular = new RankingFigures();
  private final Popularity popularity = new Popularity();
  private final Set<String> titles = new HashSet<>();
  private final Map<String, Set<String>> watched = new HashMap<>();
  private long withoutPage;
  private double oracleSquares;
  private double publishedSquares;
  private double products;

  /** A title came out. */
  void release(String titleId) {
    titles.add(titleId);
  }

  /** A play of the history: counts for popularity alone. */
  void past(String memberId, String titleId) {
    popularity.add(titleId);
    watched.computeIfAbsent(memberId, id -> new HashSet<>()).add(titleId);
  }

  /**
   * A live play.
   *
   * @param topPicks titles of the member's newest page, best first; null: there is no page
   */
  void play(String memberId, Choice choice, List<String> topPicks) {
    if (topPicks == null) {
      withoutPage++;
    } else {
      score(choice, topPicks, watched.getOrDefault(memberId, Set.of()));
    }
    past(memberId, choice.titleId());
  }

  private void score(Choice choice, List<String> topPicks, Set<String> seen) {
    int best = choice.best().indexOf(choice.titleId());
    int shown = topPicks.indexOf(choice.titleId());
    oracle.add(best);
    published.add(shown);
    popular.add(Popularity.rank(choice.titleId(), popularity.ranking(titles), seen));
    double o = RankingFigures.ndcg(best);
    double p = RankingFigures.ndcg(shown);
    oracleSquares += o * o;
    publishedSquares += p * p;
    products += o * p;
  }

  /** Plays that were scored. */
  long count() {
    return oracle.count();
  }

  /** Plays of members without a page. */
  long withoutPage() {
    return withoutPage;
  }

  double oracleNdcg10() {
    return oracle.ndcg10();
  }

  double publishedNdcg10() {
    return published.ndcg10();
  }

  double popularityNdcg10() {
    return popular.ndcg10();
  }

  /** Published NDCG@10 over the oracle's. */
  double shareOfOracle() {
    return publishedNdcg10() / oracleNdcg10();
  }

  /** Standard error of the share, as of a ratio of two means over the same plays. */
  double shareOfOracleStandardError() {
    long n = count();
    double share = shareOfOracle();
    // The sum of (p - share o)^2; its mean is zero by construction.
    double squares = publishedSquares - 2 * share * products + share * share * oracleSquares;
    return Math.sqrt(Math.max(0, squares) / n / Math.max(1, n - 1)) / oracleNdcg10();
  }
}
