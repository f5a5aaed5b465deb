package io.playhead.training;

import java.util.SplittableRandom;

/**
 * The seed of one source of chance in one epoch, so that the number of the epoch is all that has to
 * be remembered of chance. Pure.
 */
final class EpochSeed {
  private EpochSeed() {}

  /** Far apart also for neighbouring seeds and epochs, which {@link java.util.Random} needs. */
  static long of(long seed, int epoch) {
    return new SplittableRandom(new SplittableRandom(seed).nextLong() + epoch).nextLong();
  }
}
