package io.playhead.training;

import java.util.Random;
import org.bytedeco.pytorch.Tensor;

/**
 * Inverted dropout (Srivastava 2014): values become 0 with the rate's probability and are scaled up
 * otherwise. Masks are cut at random places out of a pool that is drawn once and renewed now and
 * then: torch draws each value anew, at thirty times the cost and from a generator that all threads
 * share, so that results would depend on which came first. Used by one thread.
 */
final class Dropout {
  /** Drops nothing. */
  static final Dropout NONE = new Dropout(0, null);

  private static final int POOL_SIZE_MIN = 1 << 20;
  private static final int CUTS_PER_POOL = 2_000;

  private final double rate;
  private final Random random;
  private Tensor pool;
  private int cuts;

  /**
   * Prepares the masks of one thread.
   *
   * @param rate share of values dropped, from 0 to below 1
   * @param random the only source of chance
   */
  Dropout(double rate, Random random) {
    this.rate = rate;
    this.random = random;
  }

  /** {@code x} with some values dropped: a new tensor, or {@code x} itself at rate 0. */
  Tensor apply(Tensor x) {
    if (rate == 0) {
      return x;
    }
    long count = x.numel();
    if (pool == null || cuts >= CUTS_PER_POOL || pool.numel() < 2 * count) {
      draw((int) Math.max(POOL_SIZE_MIN, 2 * count));
    }
    cuts++;
    int from = random.nextInt((int) (pool.numel() - count) + 1);
    Tensor mask = pool.narrow(0, from, count).view(x.shape());
    return x.mul(x.scalar_type() == pool.scalar_type() ? mask : mask.to(x.scalar_type()));
  }

  /** From here on as a new one with this seed. */
  void restart(long seed) {
    if (random != null) {
      random.setSeed(seed);
      cuts = CUTS_PER_POOL;
    }
  }

  private void draw(int size) {
    float[] values = new float[size];
    float kept = (float) (1 / (1 - rate));
    for (int i = 0; i < size; i++) {
      values[i] = random.nextFloat() < rate ? 0 : kept;
    }
    if (pool != null) {
      pool.close();
    }
    pool = Tensors.lasting(values, size);
    cuts = 0;
  }
}
