package io.playhead.training;

import io.playhead.window.AnchoredWindow;
import java.util.Random;

/**
 * Tokens of one member that are read in one go. It starts at an anchor, as every window that serves
 * does, and the blocks before it are read through summaries. The token after each read one is
 * predicted, and the first of all from nothing.
 *
 * @param member whose
 * @param shape which tokens the model sees
 * @param start absolute index of the first token, a multiple of the shape's stride
 * @param length tokens read; the last predicted one is at {@code start + length}
 */
record TrainingWindow(MemberSequence member, AnchoredWindow shape, int start, int length) {

  private static final int FINE_UP_TO = 32;
  private static final int FINE_STEP = 8;
  private static final int COARSE_STEP = 32;

  /** The window that would serve the member with {@code tokenCount} tokens. */
  static TrainingWindow serving(MemberSequence member, AnchoredWindow shape, int tokenCount) {
    int start = (int) shape.anchor(tokenCount);
    return new TrainingWindow(member, shape, start, tokenCount - start);
  }

  /**
   * The newest window of training, or, for half of the histories that do not fit into one, a window
   * at any anchor, so that the whole history is learned from over the epochs.
   */
  static TrainingWindow sampled(MemberSequence member, AnchoredWindow shape, Random random) {
    int readable = member.trainCount() - 1;
    int newest = (int) shape.anchor(readable);
    if (newest == 0 || random.nextBoolean()) {
      return serving(member, shape, readable);
    }
    int start = random.nextInt(newest / shape.stride() + 1) * shape.stride();
    return new TrainingWindow(member, shape, start, Math.min(shape.lengthMax(), readable - start));
  }

  /**
   * The length of the tensors that hold it. Matrix kernels are compiled for each shape when it is
   * first met; with any length allowed that was a fifth of the time of training.
   */
  int paddedLength() {
    int step = length <= FINE_UP_TO ? FINE_STEP : COARSE_STEP;
    return Math.max(1, (length + step - 1) / step) * step;
  }

  /** Blocks before it that are summarised; the oldest starts as many strides before it. */
  int blocks() {
    return shape.blocksBefore(start, 0);
  }

  /** Whether there is anything to predict. */
  boolean hasTarget() {
    for (int t = startsHistory() ? 0 : 1; t <= length; t++) {
      if (member.isWanted(start + t)) {
        return true;
      }
    }
    return false;
  }

  boolean startsHistory() {
    return start == 0;
  }
}
