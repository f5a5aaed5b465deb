package io.playhead.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.api.common.state.BroadcastState;

/**
 * The releases that one model is chosen from: the one that serves, those in force that are better
 * and not loaded yet, and those to come. All of them are in state and nothing says there which one
 * serves: after a restore the best one is loaded, whether it did before or was still under way. A
 * refused release and one that something better replaced are not kept. Used on the task's thread.
 */
final class Releases {
  /** No release waits to take force. */
  static final long NEVER = Long.MAX_VALUE;

  private final BroadcastState<Long, byte[]> state; // by offset, which no two of one key share
  private final TreeSet<AnnouncedRelease> announced = new TreeSet<>();
  private AnnouncedRelease serving; // null: none yet

  Releases(BroadcastState<Long, byte[]> state, ControlDecoder decoder) throws Exception {
    this.state = state;
    for (Map.Entry<Long, byte[]> entry : state.immutableEntries()) {
      announced.add(AnnouncedRelease.decode(entry.getValue(), decoder));
    }
    state.clear(); // Earlier versions had them by the moment they take force.
    for (AnnouncedRelease release : announced) {
      state.put(release.stamp().offset(), release.encode());
    }
  }

  /** Takes note of a release; one that could never serve any more is left out. */
  void add(AnnouncedRelease release) throws Exception {
    if (serving == null || release.compareTo(serving) > 0) {
      announced.add(release);
      state.put(release.stamp().offset(), release.encode());
    }
  }

  /** The release that should serve and does not; null: there is none. */
  AnnouncedRelease next(long nowMs) {
    for (AnnouncedRelease best : announced.descendingSet()) {
      if (best.fromMs() <= nowMs) {
        return best == serving ? null : best;
      }
    }
    return null;
  }

  /** The one that serves; null: none yet. */
  AnnouncedRelease serving() {
    return serving;
  }

  /** It serves from now on. */
  void take(AnnouncedRelease release) throws Exception {
    List<AnnouncedRelease> replaced = new ArrayList<>(announced.headSet(release));
    for (AnnouncedRelease old : replaced) {
      remove(old);
    }
    serving = release;
  }

  /** It never will. */
  void remove(AnnouncedRelease release) throws Exception {
    announced.remove(release);
    state.remove(release.stamp().offset());
  }

  /** No release is left. */
  void clear() {
    announced.clear();
    state.clear();
    serving = null;
  }

  /** When the next one takes force. */
  long nextDueMs(long nowMs) {
    return announced.stream()
        .mapToLong(AnnouncedRelease::fromMs)
        .filter(fromMs -> fromMs > nowMs)
        .min()
        .orElse(NEVER);
  }
}
