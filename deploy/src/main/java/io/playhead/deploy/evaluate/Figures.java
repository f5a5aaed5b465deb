package io.playhead.deploy.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Figures of one ranker beside the model over all questions; one without a list is a miss.
 *
 * @param hr10 share of answers among the first ten
 * @param hr10Interval its interval
 * @param ndcg10 mean NDCG@10
 * @param ndcg10Interval its interval
 * @param members members it had a list for
 * @param lessThanModel how much its NDCG@10 is below the model's
 * @param lessThanModelStandardError standard error of that difference, paired by question
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Figures(
    double hr10,
    Interval hr10Interval,
    double ndcg10,
    Interval ndcg10Interval,
    int members,
    double lessThanModel,
    double lessThanModelStandardError) {

  /** Figures of {@code own}, beside those of the model; null: null. */
  static Figures of(Ranks own, Ranks model, Bootstrap bootstrap) {
    return own == null ? null : of(own, bootstrap.memberCount(), model, bootstrap);
  }

  static Figures of(Ranks own, int members, Ranks model, Bootstrap bootstrap) {
    double[] gains = own.gains();
    double[] modelGains = model.gains();
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < gains.length; i++) {
      double difference = modelGains[i] - gains[i];
      sum += difference;
      squares += difference * difference;
    }
    int n = gains.length;
    double variance = Math.max(0, squares - sum * sum / n) / Math.max(1, n - 1);
    RankingFigures figures = own.figures();
    return new Figures(
        figures.hr10(),
        bootstrap.mean(own.hits()),
        figures.ndcg10(),
        bootstrap.mean(gains),
        members,
        sum / n,
        Math.sqrt(variance / n));
  }
}
