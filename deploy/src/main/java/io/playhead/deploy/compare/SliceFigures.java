package io.playhead.deploy.compare;

/**
 * One model's figures over some plays that had a page.
 *
 * @param value what the plays have in common
 * @param plays how many they are
 * @param members members with such a play
 * @param ndcg10 NDCG@10 in the order of reading
 * @param hr10 HR@10 in the order of reading
 */
public record SliceFigures(String value, int plays, int members, Estimate ndcg10, Estimate hr10) {}
