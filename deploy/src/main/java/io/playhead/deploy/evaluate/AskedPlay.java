package io.playhead.deploy.evaluate;

/**
 * A play that a list stood before.
 *
 * @param memberId the member
 * @param deviceType played on
 * @param localHour hour there, 0 to 23
 * @param country where
 * @param tokens the member had had
 * @param oracle expected and drawn gain of the best possible list
 * @param lists of the model's list
 * @param popularity of what was played most until then
 */
public record AskedPlay(
    String memberId,
    String deviceType,
    int localHour,
    String country,
    int tokens,
    Gain oracle,
    Gain lists,
    Gain popularity) {
  /**
   * What a list was worth.
   *
   * @param expected NDCG@10 in expectation over the member's true wishes
   * @param drawn NDCG@10 of the title that the member then chose
   */
  public record Gain(double expected, double drawn) {}
}
