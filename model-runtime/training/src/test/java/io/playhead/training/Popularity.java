package io.playhead.training;

import java.util.stream.IntStream;

/** What always recommending the most watched titles would reach, by the rules of validation. */
final class Popularity {
  private Popularity() {}

  static RankingMetrics of(TrainingData data) {
    int[] counts = new int[data.titles().size()];
    for (MemberSequence member : data.members()) {
      for (int i = 0; i < member.trainCount(); i++) {
        counts[member.titleRow(i)]++;
      }
    }
    int[] ranks =
        data.validationMembers().stream().mapToInt(member -> rank(member, counts)).toArray();
    return RankingMetrics.of(ranks);
  }

  private static int rank(MemberSequence member, int[] counts) {
    int target = member.titleRow(member.trainCount());
    return 1
        + (int)
            IntStream.range(0, counts.length)
                .filter(row -> counts[row] > counts[target] && !hasSeen(member, row))
                .count();
  }

  private static boolean hasSeen(MemberSequence member, int row) {
    return IntStream.range(0, member.trainCount()).anyMatch(i -> member.titleRow(i) == row);
  }
}
