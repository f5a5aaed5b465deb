package io.playhead.training;

import java.util.Arrays;

/**
 * What does not compete in each prediction of a batch, because no page could have shown it: the
 * titles that the member had had by then, and those that were not out yet. A model for which they
 * compete has to talk down what a member liked best, and the taste with it, and whatever is new.
 * The title to predict always competes, had before or not. Immutable.
 *
 * @param members whose prediction it is, [M]
 * @param targets absolute index of the token to predict, [M]
 */
record LeftOut(MemberSequence[] members, int[] targets) {
  /**
   * Where the titles that were had stand among the logits of the predictions {@code from} to {@code
   * to}: places in a matrix with a row for each prediction and {@code width} titles, flattened;
   * some twice.
   */
  long[] watched(int from, int to, int width) {
    int most = 0;
    for (int i = from; i < to; i++) {
      most += targets[i];
    }
    long[] places = new long[most];
    int count = 0;
    for (int i = from; i < to; i++) {
      int target = members[i].titleRow(targets[i]);
      for (int before = 0; before < targets[i]; before++) {
        int row = members[i].titleRow(before);
        if (row != target && row < width) {
          places[count++] = (long) (i - from) * width + row;
        }
      }
    }
    return Arrays.copyOf(places, count);
  }

  /**
   * The moments of the predictions {@code from} to {@code to}: what comes out later was not there.
   * Where the title to predict came out later still, by its record, that moment stands instead.
   */
  long[] moments(int from, int to, TitleRows titles) {
    long[] moments = new long[to - from];
    for (int i = from; i < to; i++) {
      long targetFromMs = titles.fromMs(members[i].titleRow(targets[i]));
      moments[i - from] = Math.max(members[i].startedMs(targets[i]), targetFromMs);
    }
    return moments;
  }
}
