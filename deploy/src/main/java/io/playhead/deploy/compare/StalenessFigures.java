package io.playhead.deploy.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a model loses when its lists are not made anew: the same plays held against the page in
 * force and against older ones, each the newest one for a moment at least so long before the play.
 *
 * @param plays plays that all figures are over: those with a page of the oldest age that enough
 *     plays have
 * @param playsMin how many are enough
 * @param ages from the youngest on
 */
public record StalenessFigures(int plays, int playsMin, List<Age> ages) {
  /**
   * Lists of one age.
   *
   * @param ageMs age, milliseconds; 0: the page in force
   * @param playsWithPage plays that have a page of that age
   * @param changedShare share of {@code plays} whose page of that age is another than that in
   *     force: where a member did nothing for so long, none is. Null, as all that follow: fewer
   *     than {@code playsMin} plays have a page of that age
   * @param ndcg10 NDCG@10 in the order of reading
   * @param hr10 HR@10 in the order of reading
   * @param ndcg10Loss NDCG@10 in force less that of this age, paired
   * @param hr10Loss HR@10 in force less that of this age, paired
   * @param ndcg10LossShare ndcg10Loss as a share of NDCG@10 in force, paired; null also where that
   *     is 0
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Age(
      long ageMs,
      int playsWithPage,
      Double changedShare,
      Estimate ndcg10,
      Estimate hr10,
      Estimate ndcg10Loss,
      Estimate hr10Loss,
      Estimate ndcg10LossShare) {}
}
