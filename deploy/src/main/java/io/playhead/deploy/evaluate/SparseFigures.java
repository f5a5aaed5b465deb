package io.playhead.deploy.evaluate;

import java.util.Map;

/**
 * What sparse-attention found: the content of its {@code --json} file.
 *
 * @param protocol name of the protocol
 * @param modelId the model that sees older tokens through summaries
 * @param denseModelId the model that sees them all exactly
 * @param seed of the trainings and of the intervals' resamples
 * @param members members with a question
 * @param longMembers those with more tokens than the sparse model sees exactly
 * @param ndcg10 of the sparse model, all members
 * @param denseNdcg10 of the dense one
 * @param longNdcg10 of the sparse model, long members
 * @param longDenseNdcg10 of the dense one
 * @param sparse the comparison
 * @param seconds the whole command, training included
 */
public record SparseFigures(
    String protocol,
    String modelId,
    String denseModelId,
    long seed,
    int members,
    int longMembers,
    double ndcg10,
    double denseNdcg10,
    double longNdcg10,
    double longDenseNdcg10,
    Sparse sparse,
    double seconds) {

  /**
   * Sparse over dense.
   *
   * @param ndcgRatio NDCG@10 of one over the other, all members
   * @param ndcgRatioInterval its interval
   * @param longNdcgRatio the same for long members; null: there are none
   * @param longNdcgRatioInterval its interval
   * @param tokens length of the histories that costs are measured at
   * @param costUs CPU microseconds of one event by percentile: low, median and high of the rounds
   * @param denseCostUs the same for the dense model
   * @param costRatio median over median
   */
  public record Sparse(
      double ndcgRatio,
      Interval ndcgRatioInterval,
      Double longNdcgRatio,
      Interval longNdcgRatioInterval,
      int tokens,
      Map<String, Double> costUs,
      Map<String, Double> denseCostUs,
      double costRatio) {}
}
