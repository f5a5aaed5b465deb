package io.playhead.inference;

import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which titles may be shown, whatever the model thinks of them.
 *
 * @param blockedTitles ids of titles that stand on no page and in no reason
 * @param hiddenKinds kinds of which the same holds
 * @param rowKinds by the name of a row, the only kinds that it holds; a row that is not named holds
 *     all
 * @param ageRatings what a limit of age ratings lets through
 */
public record TitleRules(
    Set<String> blockedTitles,
    Set<String> hiddenKinds,
    Map<String, Set<String>> rowKinds,
    AgeRatings ageRatings)
    implements Serializable {

  /** Sorts what has no order, so that equal rules are written alike. */
  public TitleRules {
    blockedTitles = sorted(blockedTitles);
    hiddenKinds = sorted(hiddenKinds);
    TreeMap<String, Set<String>> kinds = new TreeMap<>();
    rowKinds.forEach((row, of) -> kinds.put(PageRow.requireName("rowKinds", row), sorted(of)));
    rowKinds = Collections.unmodifiableSortedMap(kinds);
  }

  private static Set<String> sorted(Collection<String> names) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(names));
  }
}
