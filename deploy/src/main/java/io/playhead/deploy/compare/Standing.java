package io.playhead.deploy.compare;

/**
 * A slice, a title or a member with what two models were worth there.
 *
 * @param of dimension of the slice, or {@code title}, or {@code member}
 * @param value value of the slice, or the id
 * @param plays plays that had a page of both models
 * @param members members with such a play
 * @param ndcg10 NDCG@10 of both in the order of reading
 */
public record Standing(String of, String value, int plays, int members, Difference ndcg10) {}
