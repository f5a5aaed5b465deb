package io.playhead.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;

/**
 * What a home page holds; {@link RulesFile} reads it, rules.json has the defaults and their
 * reasons. Part of the function that makes lists: other rules, other pages, so {@link #id} is shown
 * where a job runs.
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
 * @param excludeWatched whether titles of retained tokens stay out of all rows but that of begun
 *     ones
 * @param rowOrder names of rows that stand on top in this order, whatever the model says
 * @param titles which titles may be shown at all
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
    boolean excludeWatched,
    List<String> rowOrder,
    TitleRules titles)
    implements Serializable {

  /** The page as it is served where nobody changes it. */
  public static final PageRules DEFAULT = RulesFile.defaults();

  /** 48 bits: enough to tell apart the rules that a job ever runs with. */
  private static final int ID_LENGTH = 12;

  /** Checks the bounds. */
  public PageRules {
    requireRange("topPicks", topPicks, 1, 10_000);
    requireRange("continueWatching", continueWatching, 0, History.RECENT_TOKENS);
    requireRange("becauseYouWatched", becauseYouWatched, 0, SimilarTitles.NEAREST);
    requireRange("newForYou", newForYou, 0, 100);
    requireRange("newDays", newDays, 0, 3650);
    requireRange("recentTokens", recentTokens, 0, History.RECENT_TOKENS);
    requireRange("becauseTitles", becauseTitles, 0, History.RECENT_TOKENS);
    requireRange("resumeFrom", resumeFrom, 0, 1);
    requireRange("resumeBelow", resumeBelow, resumeFrom, 1);
    requireRange("becauseAbove", becauseAbove, -1, 1);
    rowOrder = List.copyOf(rowOrder);
    rowOrder.forEach(name -> PageRow.requireName("rowOrder", name));
    if (new HashSet<>(rowOrder).size() < rowOrder.size()) {
      throw new IllegalArgumentException("rowOrder=" + rowOrder + " must name each row once");
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
        excludeWatched,
        rowOrder,
        titles);
  }

  /** Names these rules: 12 hex digits of the SHA-256 of all their values. */
  public String id() {
    try {
      return Sha256.of(new JsonMapper().writeValueAsBytes(this)).substring(0, ID_LENGTH);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("rules are numbers and names", e);
    }
  }

  private static void requireRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + "=" + value + " must lie between " + min + " and " + max);
    }
  }

  private static void requireRange(String name, float value, float min, float max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          name + "=" + value + " must lie between " + min + " and " + max);
    }
  }
}
