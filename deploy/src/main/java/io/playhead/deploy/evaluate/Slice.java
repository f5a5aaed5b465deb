package io.playhead.deploy.evaluate;

/**
 * The model's figures over some of the questions.
 *
 * @param value what they have in common
 * @param cases how many they are
 * @param hr10 share of answers among the first ten
 * @param ndcg10 mean NDCG@10
 */
public record Slice(String value, long cases, double hr10, double ndcg10) {}
