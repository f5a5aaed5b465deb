package io.playhead.deploy.compare;

import io.playhead.deploy.evaluate.Bootstrap;
import io.playhead.deploy.evaluate.Interval;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Means over some plays, with intervals by the bootstrap over their members. The same seed gives
 * the same intervals. Immutable, any thread.
 */
final class Estimates {
  /**
   * Members that an interval is drawn from at least. Percentiles of resamples are too narrow for
   * few of them: 1.96 sqrt((n - 1) / n) standard errors to each side, where Student's t asks for
   * 2.26 at n = 10 (a fifth too narrow) and for 4.30 at n = 3 (two thirds).
   */
  static final int MEMBERS_MIN = 10;

  private final int[] plays;
  private final Bootstrap members;

  /** Over {@code plays}, numbers of the recording's. */
  Estimates(int[] plays, Plays recorded, long seed) {
    this.plays = plays;
    Numbered numbered = Numbered.of(plays, recorded);
    this.members = Bootstrap.ofMembers(numbered.memberOfPlay, numbered.memberCount, seed);
  }

  int playCount() {
    return plays.length;
  }

  int memberCount() {
    return members.memberCount();
  }

  /** Mean of a value of each play. */
  Estimate mean(IntToDoubleFunction value) {
    double[] values = values(value);
    return new Estimate(mean(values), interval(values));
  }

  /** Means of a value of each play by two models, and of their difference. */
  Difference difference(IntToDoubleFunction valueOfA, IntToDoubleFunction valueOfB) {
    double[] a = values(valueOfA);
    double[] b = values(valueOfB);
    double[] differences = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      differences[i] = b[i] - a[i];
    }
    return new Difference(mean(a), mean(b), mean(differences), interval(differences));
  }

  /** Sum of one value of each play over that of another; null: there is nothing to divide by. */
  Estimate ratio(IntToDoubleFunction numerator, IntToDoubleFunction denominator) {
    double[] numerators = values(numerator);
    double[] denominators = values(denominator);
    double below = Arrays.stream(denominators).sum();
    if (below == 0) {
      return null;
    }
    Interval interval = isEnough() ? members.ratio(numerators, denominators) : null;
    return new Estimate(Arrays.stream(numerators).sum() / below, interval);
  }

  private double[] values(IntToDoubleFunction value) {
    return Arrays.stream(plays).mapToDouble(value).toArray();
  }

  private static Double mean(double[] values) {
    return values.length == 0 ? null : (Double) (Arrays.stream(values).sum() / values.length);
  }

  private Interval interval(double[] values) {
    return isEnough() ? members.mean(values) : null;
  }

  private boolean isEnough() {
    return members.memberCount() >= MEMBERS_MIN;
  }

  /** Members numbered without a gap in the order of their first play. */
  private record Numbered(int[] memberOfPlay, int memberCount) {
    static Numbered of(int[] plays, Plays recorded) {
      int largest = Arrays.stream(plays).map(recorded::member).max().orElse(-1);
      int[] numbers = new int[largest + 1]; // plus one; 0: none yet
      int count = 0;
      int[] memberOfPlay = new int[plays.length];
      for (int i = 0; i < plays.length; i++) {
        int member = recorded.member(plays[i]);
        if (numbers[member] == 0) {
          numbers[member] = ++count;
        }
        memberOfPlay[i] = numbers[member] - 1;
      }
      return new Numbered(memberOfPlay, count);
    }
  }
}
