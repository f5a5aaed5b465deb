package io.playhead.deploy.compare;

/**
 * Two models' figures over some plays that had a page of both.
 *
 * @param value what the plays have in common
 * @param plays how many they are
 * @param members members with such a play
 * @param ndcg10 NDCG@10 in the order of reading
 * @param hr10 HR@10 in the order of reading
 */
public record SliceDifference(
    String value, int plays, int members, Difference ndcg10, Difference hr10) {}
