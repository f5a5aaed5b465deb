package io.playhead.training;

/**
 * How often and how high the wanted title is among the first ten, every title ranked: the mean of
 * {@code rank <= 10} and of {@code 1 / log2(rank + 1)} for such ranks (Jarvelin 2002, one relevant
 * title).
 *
 * @param hr10 share of members with the wanted title among the first ten
 * @param ndcg10 the same, discounted by rank
 * @param members members asked
 */
record RankingMetrics(double hr10, double ndcg10, int members) {
  private static final int CUT = 10;

  /** Metrics of ranks that start at 1. */
  static RankingMetrics of(int[] ranks) {
    double hits = 0;
    double gain = 0;
    for (int rank : ranks) {
      if (rank <= CUT) {
        hits++;
        gain += Math.log(2) / Math.log(rank + 1.0);
      }
    }
    int count = Math.max(1, ranks.length);
    return new RankingMetrics(hits / count, gain / count, ranks.length);
  }
}
