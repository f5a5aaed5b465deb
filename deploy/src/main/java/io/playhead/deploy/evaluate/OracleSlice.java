package io.playhead.deploy.evaluate;

/**
 * Shares of the oracle over some of the plays.
 *
 * @param value what they have in common
 * @param plays how many they are
 * @param oracle mean expected NDCG@10 of the best possible lists
 * @param share of it that the model's lists reach
 */
public record OracleSlice(String value, long plays, double oracle, double share) {}
