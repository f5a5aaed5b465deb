package io.playhead.deploy.evaluate;

/**
 * HR@10 and NDCG@10 over many rankings with one right title each. NDCG's ideal is then 1, so a hit
 * at place r from 0 counts 1 / log2(r + 2): 1 on top, .289 at the tenth place.
 */
public final class RankingFigures {
  /** Places that count. */
  public static final int K = 10;

  private long count;
  private long hits;
  private double gains;
  private double squaredGains;

  /** Figures of {@code ranks}. */
  static RankingFigures of(int[] ranks) {
    RankingFigures figures = new RankingFigures();
    for (int rank : ranks) {
      figures.add(rank);
    }
    return figures;
  }

  /**
   * Adds one ranking.
   *
   * @param rank place of the right title from 0; negative: not in the list
   */
  public void add(int rank) {
    double gain = ndcg(rank);
    count++;
    hits += gain > 0 ? 1 : 0;
    gains += gain;
    squaredGains += gain * gain;
  }

  /** NDCG@10 of one ranking. */
  public static double ndcg(int rank) {
    return rank < 0 || rank >= K ? 0 : Math.log(2) / Math.log(rank + 2);
  }

  /** Rankings added. */
  public long count() {
    return count;
  }

  /** Share of rankings with the right title among the first ten; NaN without rankings. */
  public double hr10() {
    return count == 0 ? Double.NaN : hits / (double) count;
  }

  /** Mean NDCG@10; NaN without rankings. */
  public double ndcg10() {
    return count == 0 ? Double.NaN : gains / count;
  }

  /** Standard error of {@link #ndcg10()}; NaN below two rankings. */
  public double ndcg10StandardError() {
    if (count < 2) {
      return Double.NaN;
    }
    double variance = (squaredGains - gains * gains / count) / (count - 1);
    return Math.sqrt(Math.max(0, variance) / count);
  }
}
