package io.playhead.inference;

/**
 * A title id as 64 bits that depend on nothing but the id, so that an entry built under one
 * catalogue is read under another without a table of names that would grow with every id ever seen.
 * Two ids of ten million share a key with probability 1e-5; the price would be one title left out
 * of a list.
 */
final class TitleKey {
  /** Clear in every key, so that whoever keeps one may keep two flags with it. */
  static final long FLAGS = 3;

  private TitleKey() {}

  /** FNV-1a over the id's chars, then the finaliser of MurmurHash3. */
  static long of(String titleId) {
    long h = 0xcbf29ce484222325L;
    for (int i = 0; i < titleId.length(); i++) {
      h = (h ^ titleId.charAt(i)) * 0x100000001b3L;
    }
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    long key = (h ^ (h >>> 33)) & ~FLAGS;
    return key == 0 ? FLAGS + 1 : key; // 0 says "no title"
  }
}
