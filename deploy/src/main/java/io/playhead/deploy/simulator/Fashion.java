package io.playhead.deploy.simulator;

import java.util.SplittableRandom;

/**
 * What moves everybody's tastes over the days: each genre swings in and out of fashion, in weeks
 * and for all members alike. So yesterday's model knows each member and still misses where they are
 * going. Part of the world, like the catalogue: no seed of members changes it. Immutable.
 */
final class Fashion {
  /** Tastes stay as they are. */
  static final Fashion NONE = new Fashion(0);

  private static final long SEED = 1789;
  private static final int PERIOD_DAYS_MIN = 80;
  private static final int PERIOD_DAYS_MAX = 160;

  private final double strength;
  private final double[] periodDays = new double[Genre.COUNT];
  private final double[] phase = new double[Genre.COUNT];

  /** A fashion that lifts a genre by at most {@code strength}, in units of choice. */
  Fashion(double strength) {
    this.strength = strength;
    SplittableRandom random = new SplittableRandom(SEED);
    for (int g = 0; g < Genre.COUNT; g++) {
      periodDays[g] = random.nextInt(PERIOD_DAYS_MIN, PERIOD_DAYS_MAX + 1);
      phase[g] = random.nextDouble();
    }
  }

  /** How far {@code genre} is in fashion at {@code timeMs}, in units of choice. */
  double lift(Genre genre, long timeMs) {
    if (strength == 0) {
      return 0;
    }
    double days = (timeMs - SimulatedTime.EPOCH_MS) / (double) SimulatedTime.DAY_MS;
    int g = genre.ordinal();
    return strength * Math.sin(2 * Math.PI * (days / periodDays[g] + phase[g]));
  }
}
