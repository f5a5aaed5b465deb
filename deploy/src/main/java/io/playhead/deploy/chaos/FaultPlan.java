package io.playhead.deploy.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which faults come when: a pure function of the seed. Every kind comes before any comes twice, and
 * the last fifth of the run has none: what a fault has left wrong must be seen in lists that are
 * made after it, before the next one hides it.
 */
final class FaultPlan {
  private static final double FIRST = .05;
  private static final double LAST = .8;
  private static final int AWAY_MS_MIN = 2_000;
  private static final int AWAY_MS_MAX = 8_000;

  /** Everything at once takes half a minute to come back: not more often than that. */
  private static final int EVERYTHING_MAX = 2;

  private FaultPlan() {}

  static List<Fault> of(long seed, long runMs, List<FaultKind> kinds, int count) {
    Random random = new Random(seed);
    List<FaultKind> drawn = draw(kinds, count, random);
    List<Fault> faults = new ArrayList<>();
    double stepMs = runMs * (LAST - FIRST) / Math.max(1, count);
    for (int i = 0; i < drawn.size(); i++) {
      long atMs = Math.round(runMs * FIRST + stepMs * (i + .7 * random.nextDouble()));
      long lastsMs = AWAY_MS_MIN + random.nextInt(AWAY_MS_MAX - AWAY_MS_MIN);
      faults.add(new Fault(drawn.get(i), atMs, lastsMs, random.nextInt(1 << 16)));
    }
    return faults;
  }

  private static List<FaultKind> draw(List<FaultKind> kinds, int count, Random random) {
    List<FaultKind> drawn = new ArrayList<>();
    while (drawn.size() < count) {
      List<FaultKind> round = new ArrayList<>(kinds);
      if (Collections.frequency(drawn, FaultKind.EVERYTHING_KILL) >= EVERYTHING_MAX
          && kinds.size() > 1) {
        round.remove(FaultKind.EVERYTHING_KILL);
      }
      Collections.shuffle(round, random);
      drawn.addAll(round.subList(0, Math.min(round.size(), count - drawn.size())));
    }
    return drawn;
  }
}
