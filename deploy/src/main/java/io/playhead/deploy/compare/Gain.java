package io.playhead.deploy.compare;

/**
 * What a list with the title at some rank is worth. There is one right title to a play, so the
 * ideal of NDCG is 1 (Järvelin and Kekäläinen, ACM TOIS 2002). Ranks are from 0; a negative one is
 * a miss. Stateless.
 */
final class Gain {
  private static final double LOG_2 = Math.log(2);

  private Gain() {}

  /** NDCG@k: 1 / log2(rank + 2) among the first k, else 0. */
  static double ndcg(int rank, int k) {
    return isHit(rank, k) ? LOG_2 / Math.log(rank + 2) : 0;
  }

  /** Reciprocal rank, 1 / (rank + 1) among the first k, else 0; MRR@k is its mean. */
  static double reciprocal(int rank, int k) {
    return isHit(rank, k) ? 1.0 / (rank + 1) : 0;
  }

  /** 1 among the first k, else 0; HR@k is its mean. */
  static double hit(int rank, int k) {
    return isHit(rank, k) ? 1 : 0;
  }

  private static boolean isHit(int rank, int k) {
    return rank >= 0 && rank < k;
  }
}
