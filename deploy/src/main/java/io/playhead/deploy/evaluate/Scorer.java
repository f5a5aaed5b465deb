package io.playhead.deploy.evaluate;

/** What a baseline thinks of each title after a history. */
interface Scorer {
  /**
   * Adds the scores to {@code scores}, one for each title, zeros before.
   *
   * @param history titles the member has had, oldest first
   * @param scores more is better, never below 0; 0 says nothing about the title
   */
  void score(int[] history, double[] scores);
}
