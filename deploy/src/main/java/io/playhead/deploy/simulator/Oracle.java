package io.playhead.deploy.simulator;

import java.util.Arrays;
import java.util.List;

/**
 * The choice itself: what a member with known tastes picks in a situation, as a distribution over
 * all titles. Members draw from it, so no ranking can be better than the one by these
 * probabilities.
 */
final class Oracle {
  private static final double NOVELTY_DAYS = 6;

  private final SimulatedCatalogue catalogue;
  private final Fashion fashion;

  Oracle(SimulatedCatalogue catalogue) {
    this(catalogue, Fashion.NONE);
  }

  Oracle(SimulatedCatalogue catalogue, Fashion fashion) {
    this.catalogue = catalogue;
    this.fashion = fashion;
  }

  /**
   * Probability of each row of the catalogue; 0 where the title is not out, not sold in the
   * member's country, or watched. All are 0 when nothing is left.
   */
  double[] probabilities(Tastes tastes, MemberPast past, Situation situation) {
    List<SimulatedTitle> titles = catalogue.titles();
    double[] p = new double[titles.size()];
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < p.length; i++) {
      SimulatedTitle title = titles.get(i);
      boolean candidate =
          title.mayBeShown(situation.place().country(), situation.timeMs())
              && !past.hasWatched(title);
      p[i] = candidate ? lift(title, tastes, past, situation) : Double.NEGATIVE_INFINITY;
      highest = Math.max(highest, p[i]);
    }
    if (highest == Double.NEGATIVE_INFINITY) {
      return new double[p.length];
    }
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp(p[i] - highest);
      sum += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
    return p;
  }

  /** Rows by falling probability (as a float), the impossible ones left out; ties by row. */
  static int[] ranking(double[] probabilities) {
    long[] keys = new long[probabilities.length];
    int count = 0;
    for (int row = 0; row < probabilities.length; row++) {
      if (probabilities[row] > 0) {
        // Bits of a positive float grow with it; below them the row, both turned round to sort up.
        int bits = Float.floatToIntBits((float) probabilities[row]);
        keys[count++] = ((long) ~bits << 32) | row;
      }
    }
    Arrays.sort(keys, 0, count);
    return Arrays.stream(keys, 0, count).mapToInt(key -> (int) key).toArray();
  }

  /** The row that a number drawn from 0 to 1 falls on; -1 when all are impossible. */
  static int rowAt(double drawn, double[] probabilities) {
    double left = drawn;
    for (int i = 0; i < probabilities.length; i++) {
      left -= probabilities[i];
      if (left < 0) {
        return i;
      }
    }
    // Rounding can leave a crumb: the last possible row takes it.
    return Arrays.stream(probabilities).allMatch(p -> p == 0) ? -1 : lastPossible(probabilities);
  }

  private static int lastPossible(double[] probabilities) {
    int row = probabilities.length - 1;
    while (probabilities[row] == 0) {
      row--;
    }
    return row;
  }

  private double lift(SimulatedTitle title, Tastes tastes, MemberPast past, Situation situation) {
    return title.appeal()
        + genreLift(title, tastes, situation)
        + lengthLift(title, situation)
        + tastes.cultureLift(title.language(), title.country())
        + noveltyLift(title, situation.timeMs())
        + sequenceLift(title, past);
  }

  private double genreLift(SimulatedTitle title, Tastes tastes, Situation situation) {
    Daypart daypart = situation.daypart();
    double own =
        .7 * liking(title.genre(), tastes, situation)
            + .3 * liking(title.secondGenre(), tastes, situation);
    double habit = tastes.genreOfDaypart()[daypart.ordinal()] == title.genre() ? .9 : 0;
    return own + habit + 1.2 * daypart.lift(title.genre());
  }

  private double liking(Genre genre, Tastes tastes, Situation situation) {
    return tastes.genreWeights()[genre.ordinal()] + fashion.lift(genre, situation.timeMs());
  }

  private static double lengthLift(SimulatedTitle title, Situation situation) {
    double sought =
        situation.device().runtimeMinutesSought(situation.daypart(), situation.weekend());
    double octaves = Math.log(title.runtimeMinutes() / sought);
    return -1.1 * octaves * octaves;
  }

  private static double noveltyLift(SimulatedTitle title, long nowMs) {
    double days = (nowMs - title.releaseMs()) / (double) SimulatedTime.DAY_MS;
    return 1.4 * Math.exp(-days / NOVELTY_DAYS);
  }

  private static double sequenceLift(SimulatedTitle title, MemberPast past) {
    SimulatedTitle last = past.last();
    if (last == null) {
      return title.sequelOf() >= 0 ? -1.5 : 0;
    }
    double lift = 0;
    if (title.sequelOf() >= 0) {
      // Part two is for those who saw part one, and at once if they just did.
      lift += past.hasEnjoyed(title.sequelOf()) ? 2.2 : -1.5;
      lift += title.sequelOf() == last.index() && past.hasEnjoyed(last.index()) ? 2.0 : 0;
    }
    lift += title.director() == last.director() ? 1.5 : 0;
    lift += title.lead() == last.lead() ? .8 : 0;
    return lift + (title.genre() == last.genre() ? .9 : 0);
  }
}
