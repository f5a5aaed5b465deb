package io.playhead.inference;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Why a title stands on a member's page: the recent title that it is most like, or the member's
 * taste. A recent title may be named if it was watched and not turned down, and the rules let it be
 * seen. One page's.
 */
final class Reasons {
  private static final String TASTE = "taste";

  private final PageRules rules;
  private final Catalogue catalogue;
  private final Map<Integer, String> slots = new LinkedHashMap<>(); // newest first

  /**
   * @param recent the member's newest tokens, newest first
   * @param mayName whether the title in a slot may be seen
   */
  Reasons(PageRules rules, List<History.Recent> recent, Catalogue catalogue, IntPredicate mayName) {
    this.rules = rules;
    this.catalogue = catalogue;
    for (History.Recent token : recent) {
      int slot = catalogue.slotOf(token.titleKey());
      if (slots.size() < rules.becauseTitles()
          && slot >= 0
          && token.watched()
          && !token.turnedDown()
          && mayName.test(slot)) {
        slots.putIfAbsent(slot, catalogue.titleId(slot));
      }
    }
  }

  static String because(String titleId) {
    return "because:" + titleId;
  }

  /** Slot of the newest title that may be named; -1: none may. */
  int newestSlot() {
    return slots.isEmpty() ? -1 : slots.keySet().iterator().next();
  }

  /** The reason of each of the best. */
  String[] of(TopK.Best best) {
    String[] reasons = new String[best.count()];
    Arrays.fill(reasons, TASTE);
    float[] closest = new float[best.count()];
    Arrays.fill(closest, rules.becauseAbove());
    float[][] vectors = transposed(best);
    float[] cosines = new float[best.count()];
    slots.forEach(
        (slot, id) -> {
          TopK.score(catalogue.scoreVector(slot), vectors, cosines);
          for (int i = 0; i < cosines.length; i++) {
            if (cosines[i] > closest[i]) {
              closest[i] = cosines[i];
              reasons[i] = because(id);
            }
          }
        });
    return reasons;
  }

  /**
   * Score vectors of the best as {@code [j][place]}, the form that {@link TopK#score} is fast on.
   */
  private float[][] transposed(TopK.Best best) {
    float[][] vectors = new float[catalogue.model().width()][best.count()];
    for (int i = 0; i < best.count(); i++) {
      float[] vector = catalogue.scoreVector(best.slot(i));
      for (int j = 0; j < vector.length; j++) {
        vectors[j][i] = vector[j];
      }
    }
    return vectors;
  }
}
