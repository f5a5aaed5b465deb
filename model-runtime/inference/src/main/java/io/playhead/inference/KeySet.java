package io.playhead.inference;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * Title keys, each with the flags that were given with it, in an open table: it is asked for some
 * hundred titles of every list, and a key's place is its own upper bits, as keys are hashes. At
 * most half full, so that a search ends after one or two places. One thread.
 */
final class KeySet {
  /** What stands at a free place, and what is said of a title that is not here; no title's key. */
  static final long NONE = 0;

  private static final int PLACES_MIN = 16;

  /** Bits a place: two, so that of a full table's one in four is set. */
  private static final int BITS = 2;

  private long[] places = new long[PLACES_MIN];
  private long[] bits = new long[1];
  private int count;

  /** Makes room for as many titles in all. */
  void expect(int titles) {
    if (2 * titles > places.length) {
      resize(Integer.highestOneBit(2 * titles - 1) << 1);
    }
  }

  /** Adds a title, or flags to the one that is here. */
  void add(long key) {
    int place = place(key);
    if (places[place] == NONE) {
      count++;
      setBit(key);
    }
    places[place] |= key;
    if (2 * count > places.length) {
      resize(2 * places.length);
    }
  }

  /** The title's key with its flags as it stands here, or {@link #NONE}. */
  long get(long key) {
    int bit = bit(key);
    return (bits[bit >>> 6] >>> bit & 1) == 0 ? NONE : places[place(key)];
  }

  /** Whether any of them passes {@code test}. */
  boolean any(LongPredicate test) {
    return Arrays.stream(places).anyMatch(key -> key != NONE && test.test(key));
  }

  /** Heap it takes. */
  long bytes() {
    return 8L * (places.length + bits.length) + 64;
  }

  /** Other bits of the key than those of its place. */
  private int bit(long key) {
    return (int) (key >>> 4) & 64 * bits.length - 1;
  }

  private void setBit(long key) {
    int bit = bit(key);
    bits[bit >>> 6] |= 1L << bit;
  }

  /** Where the title stands, or would. */
  private int place(long key) {
    long plain = key & ~TitleKey.FLAGS;
    int mask = places.length - 1;
    int place = (int) (plain >>> 32) & mask;
    while (places[place] != NONE && (places[place] & ~TitleKey.FLAGS) != plain) {
      place = place + 1 & mask;
    }
    return place;
  }

  private void resize(int size) {
    long[] before = places;
    places = new long[size];
    bits = new long[BITS * size / 64];
    for (long key : before) {
      if (key != NONE) {
        places[place(key)] = key;
        setBit(key);
      }
    }
  }
}
