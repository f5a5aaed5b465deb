package io.playhead.stream;

/**
 * Where a member stands between 0 and 1: a share of the members are those below it. A function of
 * the member id alone, so the members of a smaller share are among those of a larger one, and they
 * stay the same through restarts, releases and any parallelism. Stateless.
 */
final class MemberShare {
  private static final double TWO_TO_53 = 0x1p53;

  private MemberShare() {}

  /** FNV-1a over the id's chars, the finaliser of MurmurHash3, and the first 53 bits of it. */
  static double of(String memberId) {
    long h = 0xcbf29ce484222325L;
    for (int i = 0; i < memberId.length(); i++) {
      h = (h ^ memberId.charAt(i)) * 0x100000001b3L;
    }
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    h ^= h >>> 33;
    return (h >>> 11) / TWO_TO_53;
  }
}
