package io.playhead.inference;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Which titles the step sees differently since when. Every snapshot has a stamp that no other
 * snapshot of the process has; a cache entry keeps the stamp it was made under and is good for as
 * long as none of its titles changed since. Immutable.
 */
final class CatalogueChanges {
  private static final AtomicLong STAMPS = new AtomicLong();

  private final long stamp = STAMPS.incrementAndGet();
  private final int keysMax;
  private final long[] stamps; // of the ancestors still remembered, oldest first
  private final long[][] keys; // keys[i] changed after stamps[i]

  private CatalogueChanges(int keysMax, long[] stamps, long[][] keys) {
    this.keysMax = keysMax;
    this.stamps = stamps;
    this.keys = keys;
  }

  static CatalogueChanges start(int keysMax) {
    return new CatalogueChanges(keysMax, new long[0], new long[0][]);
  }

  /** After {@code changed}; forgets the oldest changes past the bound. */
  CatalogueChanges next(long[] changed) {
    int from = stamps.length;
    long total = changed.length;
    while (from > 0 && total + keys[from - 1].length + 1 <= keysMax) {
      from--;
      total += keys[from].length + 1;
    }
    int kept = stamps.length - from;
    boolean remembered = changed.length <= keysMax;
    int length = remembered ? kept + 1 : 0;
    long[] nextStamps = new long[length];
    long[][] nextKeys = new long[length][];
    if (remembered) {
      System.arraycopy(stamps, from, nextStamps, 0, kept);
      System.arraycopy(keys, from, nextKeys, 0, kept);
      nextStamps[kept] = stamp;
      nextKeys[kept] = changed;
    }
    return new CatalogueChanges(keysMax, nextStamps, nextKeys);
  }

  /** Stamp of this snapshot. */
  long stamp() {
    return stamp;
  }

  /** Whether the step sees all of {@code history} as it did under {@code entryStamp}. */
  boolean untouched(long entryStamp, History history) {
    if (entryStamp == stamp) {
      return true;
    }
    for (int i = stamps.length - 1; i >= 0; i--) {
      for (long key : keys[i]) {
        if (history.contains(key)) {
          return false;
        }
      }
      if (stamps[i] == entryStamp) {
        return true;
      }
    }
    return false;
  }
}
