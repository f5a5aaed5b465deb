package io.playhead.training;

import io.playhead.window.BegunTitles;
import io.playhead.window.RequestContext;
import io.playhead.window.ResumeFeatures;
import io.playhead.window.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * A choice that a member made while titles were begun: did it go on with one of them? Immutable.
 *
 * @param member whose
 * @param target absolute index of the token that was chosen
 * @param titleRows the begun titles, as serving would find them, newest first
 * @param columns of each, see {@link ResumeFeatures}
 * @param resumed which of them was chosen; -1: none
 */
record ResumeCase(
    MemberSequence member, int target, int[] titleRows, int[][] columns, int resumed) {

  /** The choice of the token at {@code target}; null: nothing was begun then. */
  static ResumeCase of(
      MemberSequence member, List<Token> tokens, int target, ToIntFunction<String> titleRow) {
    RequestContext now = RequestContext.of(tokens.get(target));
    String chosen = tokens.get(target).titleId();
    List<Integer> rows = new ArrayList<>();
    List<int[]> columns = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    int resumed = -1;
    for (int i = target - 1; i >= Math.max(0, target - BegunTitles.RECENT_TOKENS); i--) {
      Token token = tokens.get(i);
      if (seen.add(token.titleId()) && BegunTitles.isBegun(token)) {
        resumed = token.titleId().equals(chosen) ? rows.size() : resumed;
        rows.add(titleRow.applyAsInt(token.titleId()));
        columns.add(ResumeFeatures.columns(token, i == target - 1, now));
      }
    }
    return rows.isEmpty()
        ? null
        : new ResumeCase(
            member,
            target,
            rows.stream().mapToInt(Integer::intValue).toArray(),
            columns.toArray(int[][]::new),
            resumed);
  }
}
