package io.playhead.deploy.evaluate;

import java.util.List;

/**
 * Two list-makers over the same plays: what the second is worth beside the first. Expected NDCG@10
 * throughout.
 *
 * @param plays plays asked about
 * @param oracleNdcg10 of the best possible lists
 * @param withoutNdcg10 of the first list-maker's
 * @param withNdcg10 of the second's
 * @param gain withNdcg10 / withoutNdcg10
 * @param gainInterval its interval, over members
 */
public record LoopGain(
    int plays,
    double oracleNdcg10,
    double withoutNdcg10,
    double withNdcg10,
    double gain,
    Interval gainInterval) {
  /** Of the same plays in the same order. */
  public static LoopGain of(List<AskedPlay> without, List<AskedPlay> with, long seed) {
    double[] first = without.stream().mapToDouble(play -> play.lists().expected()).toArray();
    double[] second = with.stream().mapToDouble(play -> play.lists().expected()).toArray();
    if (first.length != second.length) {
      throw new IllegalArgumentException(first.length + " plays beside " + second.length);
    }
    double oracle = 0;
    double before = 0;
    double after = 0;
    for (int i = 0; i < first.length; i++) {
      oracle += with.get(i).oracle().expected();
      before += first[i];
      after += second[i];
    }
    Bootstrap members = Bootstrap.ofMembers(with.stream().map(AskedPlay::memberId).toList(), seed);
    return new LoopGain(
        first.length,
        oracle / first.length,
        before / first.length,
        after / first.length,
        after / before,
        members.ratio(second, first));
  }
}
