package io.playhead.deploy.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a simulated member's life is drawn from.
 *
 * @param memberId the member
 * @param seed of everything about them, their tastes first
 */
record MemberSeed(String memberId, long seed) {
  /** The first {@code count} members of {@code seed}. */
  static List<MemberSeed> of(int count, long seed) {
    SplittableRandom seeds = new SplittableRandom(seed);
    List<MemberSeed> members = new ArrayList<>(count);
    for (int m = 0; m < count; m++) {
      members.add(new MemberSeed("m%d-%04d".formatted(seed, m), seeds.nextLong()));
    }
    return members;
  }
}
