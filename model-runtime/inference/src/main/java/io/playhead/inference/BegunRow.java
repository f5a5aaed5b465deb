package io.playhead.inference;

import io.playhead.window.BegunTitles;
import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The row of titles that a member began and did not finish, likeliest to be gone on with first, or
 * newest where the model does not say. Of a title's tokens the newest speaks.
 *
 * @param titles the row
 * @param chance that the next play goes on with one of them; 0: the model does not say
 */
record BegunRow(List<BegunRow.Begun> titles, double chance) {
  /**
   * A title of it.
   *
   * @param slot its slot in the catalogue
   * @param key of its id
   * @param score the model's
   * @param chance that the next play goes on with it
   */
  record Begun(int slot, long key, float score, double chance) {}

  /**
   * The row of one page.
   *
   * @param recent the member's newest tokens, newest first
   * @param mayShow whether the title in a slot may stand in it
   */
  static BegunRow of(
      EncoderRow member,
      List<History.Recent> recent,
      PageRules rules,
      Catalogue catalogue,
      IntPredicate mayShow) {
    List<Begun> begun = new ArrayList<>();
    ResumeOdds odds = catalogue.model().resumeOdds();
    RequestContext context = member.request.context();
    for (int i = 0; i < recent.size(); i++) {
      Token token = recent.get(i).token();
      boolean isBegun =
          BegunTitles.isBegun(token, rules.resumeFrom(), rules.resumeBelow())
              && isNewestOfTitle(recent, i);
      int slot = isBegun ? catalogue.slotOf(recent.get(i).titleKey()) : -1;
      if (slot >= 0 && mayShow.test(slot)) {
        float score = catalogue.score(member.memberVector, slot);
        double chance = odds == null ? 0 : odds.chance(token, i == 0, context, score);
        begun.add(new Begun(slot, recent.get(i).titleKey(), score, chance));
      }
    }
    begun.sort(Comparator.comparingDouble(title -> -title.chance())); // stable
    double chance = begun.stream().mapToDouble(Begun::chance).sum();
    return new BegunRow(begun.subList(0, Math.min(begun.size(), rules.continueWatching())), chance);
  }

  private static boolean isNewestOfTitle(List<History.Recent> recent, int index) {
    for (int i = 0; i < index; i++) {
      if (recent.get(i).titleKey() == recent.get(index).titleKey()) {
        return false;
      }
    }
    return true;
  }

  /** Whether the row holds the title. */
  boolean holds(long titleKey) {
    for (int i = 0; i < titles.size(); i++) {
      if (titles.get(i).key() == titleKey) {
        return true;
      }
    }
    return false;
  }
}
