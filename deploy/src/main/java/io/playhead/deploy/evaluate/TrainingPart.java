package io.playhead.deploy.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the baselines are counted on: of each member the titles, as rows of the {@link TitleTable},
 * and when they were begun, oldest first. Filled, then only read; one thread.
 */
final class TrainingPart {
  private final int titleCount;
  private final List<int[]> histories = new ArrayList<>();
  private final List<long[]> startedMs = new ArrayList<>();

  TrainingPart(int titleCount) {
    this.titleCount = titleCount;
  }

  /** Adds a member. */
  void add(int[] history, long[] started) {
    histories.add(history);
    startedMs.add(started);
  }

  int titleCount() {
    return titleCount;
  }

  /** Titles of each member. */
  List<int[]> histories() {
    return histories;
  }

  /** How often each title was begun at or after that moment. */
  int[] plays(long fromMs) {
    int[] plays = new int[titleCount];
    for (int member = 0; member < histories.size(); member++) {
      int[] history = histories.get(member);
      for (int i = 0; i < history.length; i++) {
        plays[history[i]] += startedMs.get(member)[i] >= fromMs ? 1 : 0;
      }
    }
    return plays;
  }

  /** Start of the oldest of the newest tokens that make up {@code share} of all; 0: no token. */
  long newest(double share) {
    long[] all = startedMs.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return all.length == 0 ? 0 : all[(int) Math.min(all.length - 1, all.length * (1 - share))];
  }
}
