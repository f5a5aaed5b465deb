package io.playhead.deploy.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What an evaluation found: the content of its {@code --json} file.
 *
 * @param protocol name of the protocol
 * @param modelId the model
 * @param members members with a question
 * @param candidates titles ranked
 * @param hr10 share of answers among the first ten, by the model in this process
 * @param ndcg10 mean NDCG@10, by the model in this process
 * @param ndcg10StandardError its standard error over members
 * @param published figures of the lists that the engine published; null: none were given
 * @param popularity figures of the popularity baseline
 * @param markov figures of the transition baseline
 * @param seconds the whole command
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvaluationFigures(
    String protocol,
    String modelId,
    int members,
    int candidates,
    double hr10,
    double ndcg10,
    double ndcg10StandardError,
    Figures published,
    Figures popularity,
    Figures markov,
    double seconds) {

  /**
   * Figures of one ranker over all members with a question; one without a list is a miss.
   *
   * @param hr10 share of answers among the first ten
   * @param ndcg10 mean NDCG@10
   * @param members members it had a list for
   * @param lessThanModel how much its NDCG@10 is below the model's, by member
   * @param lessThanModelStandardError standard error of that difference, paired by member
   */
  public record Figures(
      double hr10,
      double ndcg10,
      int members,
      double lessThanModel,
      double lessThanModelStandardError) {

    /** Figures of {@code ranks}, beside those of the model. */
    static Figures of(int[] ranks, int members, int[] modelRanks) {
      RankingFigures own = RankingFigures.of(ranks);
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < ranks.length; i++) {
        double difference = RankingFigures.ndcg(modelRanks[i]) - RankingFigures.ndcg(ranks[i]);
        sum += difference;
        squares += difference * difference;
      }
      int n = ranks.length;
      double variance = Math.max(0, squares - sum * sum / n) / Math.max(1, n - 1);
      return new Figures(own.hr10(), own.ndcg10(), members, sum / n, Math.sqrt(variance / n));
    }
  }
}
