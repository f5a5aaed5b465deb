package io.playhead.deploy.evaluate;

import java.util.Arrays;
import java.util.List;

/**
 * Item-to-item similarity: titles are alike that the same members have had. The cosine over
 * members, each counted once for a title: both / sqrt(one x other) (Sarwar et al., Item-based
 * collaborative filtering, WWW 2001; Deshpande and Karypis, Item-based top-N recommendation, ACM
 * TOIS 2004). Costs the sum of the squared lengths of the histories.
 */
final class CoOccurrence {
  private CoOccurrence() {}

  static Neighbours neighbours(TrainingPart training) {
    int titleCount = training.titleCount();
    List<int[]> sets =
        training.histories().stream().map(h -> Arrays.stream(h).distinct().toArray()).toList();
    int[][] members = members(sets, titleCount);
    Neighbours neighbours = new Neighbours(titleCount);
    double[] similarity = new double[titleCount];
    int[] touched = new int[titleCount];
    for (int row = 0; row < titleCount; row++) {
      int count = 0;
      for (int member : members[row]) {
        for (int other : sets.get(member)) {
          if (similarity[other]++ == 0) {
            touched[count++] = other;
          }
        }
      }
      count = finish(row, members, touched, count, similarity);
      neighbours.set(row, touched, count, similarity);
      for (int i = 0; i < count; i++) {
        similarity[touched[i]] = 0;
      }
    }
    return neighbours;
  }

  /** Counts to cosines, without the title itself. */
  private static int finish(
      int row, int[][] members, int[] touched, int count, double[] similarity) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int other = touched[i];
      if (other == row) {
        similarity[other] = 0;
      } else {
        similarity[other] /= Math.sqrt((double) members[row].length * members[other].length);
        touched[kept++] = other;
      }
    }
    return kept;
  }

  private static int[][] members(List<int[]> sets, int titleCount) {
    int[] counts = new int[titleCount];
    sets.forEach(set -> Arrays.stream(set).forEach(row -> counts[row]++));
    int[][] members = new int[titleCount][];
    Arrays.setAll(members, row -> new int[counts[row]]);
    int[] at = new int[titleCount];
    for (int member = 0; member < sets.size(); member++) {
      for (int row : sets.get(member)) {
        members[row][at[row]++] = member;
      }
    }
    return members;
  }
}
