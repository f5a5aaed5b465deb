package io.playhead.deploy.compare;

/**
 * How high the titles of plays stood among the first k of a list. One right title to a play.
 *
 * @param k places that count
 * @param ndcg mean of 1 / log2(r + 2) for the title at rank r from 0 below k, else 0
 * @param mrr mean of 1 / (r + 1), likewise
 * @param hr share of plays with the title among the first k
 */
public record RankedFigures(int k, Estimate ndcg, Estimate mrr, Estimate hr) {}
