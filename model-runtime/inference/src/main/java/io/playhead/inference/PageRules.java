package io.playhead.inference;

import io.playhead.window.BegunTitles;

/**
 * What a home page holds.
 *
 * @param topPicks titles in the row of top picks
 * @param continueWatching titles at most in the row of begun ones
 * @param becauseYouWatched titles at most in the row of those like the last one watched
 * @param newForYou titles at most in the row of those that came out lately
 * @param newDays days for which a title counts as new
 * @param recentTokens newest tokens that continue-watching and the reasons look at
 * @param resumeFrom least completion that counts as begun
 * @param resumeBelow completion from which a title counts as finished
 * @param becauseTitles distinct recent titles a reason may name
 * @param becauseAbove least cosine of two titles for a reason to name one
 * @param excludeWatched whether titles of retained tokens stay out of the top picks
 */
public record PageRules(
    int topPicks,
    int continueWatching,
    int becauseYouWatched,
    int newForYou,
    int newDays,
    int recentTokens,
    float resumeFrom,
    float resumeBelow,
    int becauseTitles,
    float becauseAbove,
    boolean excludeWatched) {

  /** The page as it is served. */
  public static final PageRules DEFAULT =
      new PageRules(
          50,
          10,
          10,
          10,
          30,
          BegunTitles.RECENT_TOKENS,
          BegunTitles.FROM,
          BegunTitles.BELOW,
          8,
          .5f,
          true);

  /** Checks the bounds. */
  public PageRules {
    requireRange("topPicks", topPicks, 1, 10_000);
    requireRange("continueWatching", continueWatching, 0, 100);
    requireRange("becauseYouWatched", becauseYouWatched, 0, 100);
    requireRange("newForYou", newForYou, 0, 100);
    requireRange("newDays", newDays, 0, 3650);
    requireRange("recentTokens", recentTokens, 0, History.RECENT_TOKENS);
    requireRange("becauseTitles", becauseTitles, 0, History.RECENT_TOKENS);
    if (!(resumeFrom >= 0 && resumeFrom <= resumeBelow)) {
      throw new IllegalArgumentException(
          "resumeFrom=" + resumeFrom + " must lie between 0 and resumeBelow=" + resumeBelow);
    }
  }

  /** These rules with another number of top picks. */
  public PageRules withTopPicks(int count) {
    return new PageRules(
        count,
        continueWatching,
        becauseYouWatched,
        newForYou,
        newDays,
        recentTokens,
        resumeFrom,
        resumeBelow,
        becauseTitles,
        becauseAbove,
        excludeWatched);
  }

  private static void requireRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + "=" + value + " must lie between " + min + " and " + max);
    }
  }
}
