package io.playhead.inference;

/**
 * Processor time of a batch's many short pieces of work, estimated from one in {@link #EVERY}, as
 * asking for it twice would take some hundredths of what a page does. One thread.
 */
final class SampledTime {
  static final int EVERY = 8;

  private final int timedFirst;
  private int count;
  private int timed;
  private long timedNs;

  /**
   * Of one batch.
   *
   * @param batch number of the batch: another piece of each is timed, as the first one finds less
   *     in the processor's cache
   * @param pieces how many will come
   */
  SampledTime(int batch, int pieces) {
    this.timedFirst = Math.floorMod(batch, Math.max(1, Math.min(EVERY, pieces)));
  }

  /** Does a piece. */
  void run(Runnable piece) {
    if (count++ % EVERY != timedFirst) {
      piece.run();
      return;
    }
    long startNs = StageTimes.nowNs();
    piece.run();
    timedNs += StageTimes.nowNs() - startNs;
    timed++;
  }

  /** What all of them took, about. */
  long totalNs() {
    return timed == 0 ? 0 : timedNs * count / timed;
  }
}
