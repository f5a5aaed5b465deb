package io.playhead.deploy.compare;

import io.playhead.deploy.evaluate.Bootstrap;
import io.playhead.deploy.evaluate.Interval;
import it.unimi.dsi.fastutil.HashCommon;
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

  /**
   * Groups that members are drawn in where there are more of them: hundreds of figures x 1,000
   * resamples x 200,000 members took a quarter of an hour. A hash says who goes with whom, so
   * groups are as independent as members are, and an interval's width is uncertain by 1 / sqrt(2 x
   * 5,000) = 1 % more (random groups: Wolter, Introduction to Variance Estimation).
   */
  static final int GROUPS_MAX = 5000;

  private final int[] plays;
  private final int memberCount;
  private final Bootstrap groups;

  /** Over {@code plays}, numbers of the recording's. */
  Estimates(int[] plays, Plays recorded, long seed) {
    this.plays = plays;
    Numbered numbered = Numbered.of(plays, recorded);
    this.memberCount = numbered.memberCount;
    this.groups =
        memberCount <= GROUPS_MAX
            ? Bootstrap.ofMembers(numbered.memberOfPlay, memberCount, seed)
            : Bootstrap.ofMembers(hashed(numbered.memberOfPlay), GROUPS_MAX, seed);
  }

  private static int[] hashed(int[] members) {
    return Arrays.stream(members)
        .map(member -> Math.floorMod(HashCommon.murmurHash3(member), GROUPS_MAX))
        .toArray();
  }

  int playCount() {
    return plays.length;
  }

  int memberCount() {
    return memberCount;
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
    Interval interval = isEnough() ? groups.ratio(numerators, denominators) : null;
    return new Estimate(Arrays.stream(numerators).sum() / below, interval);
  }

  private double[] values(IntToDoubleFunction value) {
    return Arrays.stream(plays).mapToDouble(value).toArray();
  }

  private static Double mean(double[] values) {
    return values.length == 0 ? null : (Double) (Arrays.stream(values).sum() / values.length);
  }

  private Interval interval(double[] values) {
    return isEnough() ? groups.mean(values) : null;
  }

  private boolean isEnough() {
    return memberCount >= MEMBERS_MIN;
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
