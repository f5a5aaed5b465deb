package io.playhead.deploy.evaluate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The percentile bootstrap over members (Efron, Annals of Statistics 1979): members are drawn with
 * replacement, each with all its questions, as many as there are, {@value #RESAMPLES} times. Every
 * figure is asked of the same draws, so ratios are paired. The same seed gives the same intervals
 * everywhere. Immutable, any thread.
 */
public final class Bootstrap {
  static final int RESAMPLES = 1000;

  private final int[] memberOfCase;
  private final int memberCount;
  private final long seed;

  private Bootstrap(int[] memberOfCase, int memberCount, long seed) {
    this.memberOfCase = memberOfCase;
    this.memberCount = memberCount;
    this.seed = seed;
  }

  /** Over the members of {@code cases}. */
  static Bootstrap of(List<TestCase> cases, long seed) {
    return ofMembers(cases.stream().map(TestCase::memberId).toList(), seed);
  }

  /** Over the members that each case belongs to. */
  static Bootstrap ofMembers(List<String> memberIds, long seed) {
    Map<String, Integer> members = new HashMap<>();
    int[] memberOfCase = new int[memberIds.size()];
    for (int i = 0; i < memberOfCase.length; i++) {
      String memberId = memberIds.get(i);
      members.putIfAbsent(memberId, members.size());
      memberOfCase[i] = members.get(memberId);
    }
    return new Bootstrap(memberOfCase, members.size(), seed);
  }

  /** Over the members that each case belongs to, numbered from 0 without a gap. */
  public static Bootstrap ofMembers(int[] memberOfCase, int memberCount, long seed) {
    return new Bootstrap(memberOfCase, memberCount, seed);
  }

  /** Members with a question. */
  public int memberCount() {
    return memberCount;
  }

  /** Interval of the mean of {@code values}, one for each case; null without any. */
  public Interval mean(double[] values) {
    double[] ones = new double[values.length];
    Arrays.fill(ones, 1);
    return ratio(values, ones);
  }

  /**
   * Interval of the sum of {@code numerators} over that of {@code denominators}; null where any
   * resample has nothing to divide by.
   */
  public Interval ratio(double[] numerators, double[] denominators) {
    if (memberCount == 0) {
      return null;
    }
    double[] above = byMember(numerators);
    double[] below = byMember(denominators);
    SplittableRandom random = new SplittableRandom(seed);
    double[] ratios = new double[RESAMPLES];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      double numerator = 0;
      double denominator = 0;
      for (int draw = 0; draw < memberCount; draw++) {
        int member = random.nextInt(memberCount);
        numerator += above[member];
        denominator += below[member];
      }
      if (denominator == 0) {
        return null;
      }
      ratios[resample] = numerator / denominator;
    }
    Arrays.sort(ratios);
    int tail = RESAMPLES / 40; // 2.5 %
    return new Interval(ratios[tail - 1], ratios[RESAMPLES - tail]);
  }

  private double[] byMember(double[] values) {
    double[] sums = new double[memberCount];
    for (int i = 0; i < values.length; i++) {
      sums[memberOfCase[i]] += values[i];
    }
    return sums;
  }
}
