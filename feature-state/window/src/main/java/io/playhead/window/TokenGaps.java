package io.playhead.window;

/**
 * How long before a token another one began, as a bucket: what attention knows of time. Relative,
 * so that a cached token holds however long the history grows. Stateless, any thread.
 */
public final class TokenGaps {
  /** Buckets there are: 0 between anything and a summary, which has no time. */
  public static final int BUCKETS = 32;

  private TokenGaps() {}

  /**
   * 1 + floor(log2(seconds + 1)), 31 at most: 1 below a second, 2 from 1 s, 3 from 3 s, ... 13 from
   * 68 min, 18 from 36 h. A token that began later counts as begun at once.
   *
   * @param keyStartedMs when the token that is looked at began
   * @param queryStartedMs when the token that looks began
   */
  public static int bucket(long keyStartedMs, long queryStartedMs) {
    long seconds = Math.max(0, queryStartedMs - keyStartedMs) / 1000;
    return Math.min(BUCKETS - 1, 64 - Long.numberOfLeadingZeros(seconds + 1));
  }
}
