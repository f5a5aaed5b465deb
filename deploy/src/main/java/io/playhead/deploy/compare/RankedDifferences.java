package io.playhead.deploy.compare;

/**
 * How high the titles of the same plays stood among the first k of two models' lists; see {@link
 * RankedFigures}.
 *
 * @param k places that count
 * @param ndcg NDCG@k
 * @param mrr MRR@k
 * @param hr HR@k
 */
public record RankedDifferences(int k, Difference ndcg, Difference mrr, Difference hr) {}
