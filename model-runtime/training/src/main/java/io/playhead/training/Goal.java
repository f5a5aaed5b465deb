package io.playhead.training;

/**
 * When a training ends, besides its epochs and its patience.
 *
 * @param startNs when the command started, on the trainer's clock
 * @param budgetNs the time it has from there on, the last validations included
 * @param ndcg10 a validation of the asked members that reaches it is good enough; infinity: none is
 */
record Goal(long startNs, long budgetNs, double ndcg10) {
  /** Until the epochs or the patience end; {@code startNs} counts for reports alone. */
  static Goal none(long startNs) {
    return new Goal(startNs, Long.MAX_VALUE, Double.POSITIVE_INFINITY);
  }
}
