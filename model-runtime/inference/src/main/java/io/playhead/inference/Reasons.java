package io.playhead.inference;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * Why a title stands on a member's page: the recent title that it is most like, or the member's
 * taste. A recent title may be named if it was watched and not turned down, and the rules let it be
 * seen. One page's.
 */
final class Reasons {
  /** That the member has begun it. */
  static final byte[] RESUME = AvroText.of("resume");

  /** That it came out lately. */
  static final byte[] NEW = AvroText.of("new");

  private static final byte[] TASTE = AvroText.of("taste");

  private static final String BECAUSE = "because:";

  private final float above; // cosine of two titles from which one is a reason for the other
  private final Catalogue catalogue;
  private final int[] slots; // newest first
  private final byte[][] because; // made when somebody is told
  private int count;

  /**
   * @param recent the member's newest tokens, newest first
   * @param mayName whether the title in a slot may be seen
   */
  Reasons(PageRules rules, List<History.Recent> recent, Catalogue catalogue, IntPredicate mayName) {
    this.above = rules.becauseAbove();
    this.catalogue = catalogue;
    this.slots = new int[rules.becauseTitles()];
    this.because = new byte[slots.length][];
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

  /** Names that title, as {@link AvroText}. */
  byte[] newest() {
    return because(0);
  }

  private byte[] because(int place) {
    if (because[place] == null) {
      CatalogueBlock block = catalogue.block(slots[place]);
      because[place] = block.titleTextAfter(BECAUSE, Catalogue.row(slots[place]));
    }
    return because[place];
  }

  /** From now on {@code likeness} is about the titles that may be named. */
  void putInto(Likeness likeness) {
    likeness.about(catalogue, slots, count);
  }

  /**
   * Why the title in a slot is there, as {@link AvroText}.
   *
   * @param likeness has been told about these reasons
   */
  byte[] of(int slot, Likeness likeness) {
    int closest = likeness.closest(catalogue, slot, above);
    return closest < 0 ? TASTE : because(closest);
  }
}
