package io.playhead.inference;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Why a title stands on a member's page: the recent title that it is most like, or the member's
 * taste. A recent title may be named if it was watched and not turned down, and the rules let it be
 * seen. One page's.
 */
final class Reasons {
  private static final String TASTE = "taste";

  private final float above; // cosine of two titles from which one is a reason for the other
  private final Catalogue catalogue;
  private final int[] slots; // newest first
  private final String[] because; // made when somebody is told
  private int count;

  /**
   * @param recent the member's newest tokens, newest first
   * @param mayName whether the title in a slot may be seen
   */
  Reasons(PageRules rules, List<History.Recent> recent, Catalogue catalogue, IntPredicate mayName) {
    this.above = rules.becauseAbove();
    this.catalogue = catalogue;
    this.slots = new int[rules.becauseTitles()];
    this.because = new String[slots.length];
    for (int i = 0; i < recent.size() && count < slots.length; i++) {
      if (recent.get(i).watched() && !recent.get(i).turnedDown()) {
        int slot = catalogue.slotOf(recent.get(i).titleKey());
        if (slot >= 0 && !isNamed(slot) && mayName.test(slot)) {
          slots[count++] = slot;
        }
      }
    }
  }

  private boolean isNamed(int slot) {
    for (int i = 0; i < count; i++) {
      if (slots[i] == slot) {
        return true;
      }
    }
    return false;
  }

  /** Slot of the newest title that may be named; -1: none may. */
  int newestSlot() {
    return count == 0 ? -1 : slots[0];
  }

  /** Names that title. */
  String newest() {
    return because(0);
  }

  private String because(int place) {
    if (because[place] == null) {
      because[place] = "because:" + catalogue.titleId(slots[place]);
    }
    return because[place];
  }

  /** The reason of each of the best. */
  String[] of(TopK.Best best) {
    String[] reasons = new String[best.count()];
    Arrays.fill(reasons, TASTE);
    if (count == 0) {
      return reasons;
    }
    float[][] named = new float[count][];
    for (int i = 0; i < count; i++) {
      named[i] = catalogue.scoreVector(slots[i]);
    }
    float[] vector = new float[named[0].length];
    float[] cosines = new float[count];
    for (int i = 0; i < reasons.length; i++) {
      catalogue.copyScore(best.slot(i), vector);
      Products.of(vector, named, count, cosines);
      int closest = closest(cosines);
      if (closest >= 0) {
        reasons[i] = because(closest);
      }
    }
    return reasons;
  }

  /** Place of the first highest cosine that is high enough; -1: none is. */
  private int closest(float[] cosines) {
    int closest = -1;
    float highest = above;
    for (int i = 0; i < cosines.length; i++) {
      if (cosines[i] > highest) {
        highest = cosines[i];
        closest = i;
      }
    }
    return closest;
  }
}
