package io.playhead.stream;

import io.playhead.inference.Catalogue;
import io.playhead.schemas.Title;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The titles as one model sees them. Changes are gathered, from before the first snapshot is there:
 * it is embedded on another thread meanwhile. A new snapshot copies an index of all titles, so one
 * is made at most every {@link #APPLY_EVERY_MS}. Used on the task's thread.
 */
final class ServedCatalogue {
  /** A new title may be in a list after a second; 100,000 titles' index copies in 5 ms. */
  static final long APPLY_EVERY_MS = 1_000;

  /** Titles embedded at once: 4,096 x 64 ids x 12 B = 3 MB of inputs. */
  static final int BLOCK = 4_096;

  private final Map<String, Title> upserts = new HashMap<>();
  private final Set<String> removals = new LinkedHashSet<>();
  private Catalogue catalogue; // null: not there yet
  private long appliedAtMs;

  void put(Title title) {
    removals.remove(title.getTitleId());
    upserts.put(title.getTitleId(), title);
    if (catalogue != null && upserts.size() >= BLOCK) {
      apply();
    }
  }

  void remove(String titleId) {
    upserts.remove(titleId);
    removals.add(titleId);
  }

  /** The first snapshot, of the titles as they were when this began to gather. */
  void begin(Catalogue first, long nowMs) {
    catalogue = first;
    appliedAtMs = nowMs;
    apply();
  }

  /** The newest snapshot, at most a second behind. */
  Catalogue at(long nowMs) {
    if (nowMs - appliedAtMs >= APPLY_EVERY_MS || nowMs < appliedAtMs) {
      apply();
      appliedAtMs = nowMs;
    }
    return catalogue;
  }

  /** Makes the next snapshot without waiting; at the end of bounded input. */
  void apply() {
    if (catalogue != null && !(upserts.isEmpty() && removals.isEmpty())) {
      catalogue = catalogue.with(upserts.values(), removals);
      upserts.clear();
      removals.clear();
    }
  }

  int size() {
    return catalogue.size();
  }
}
