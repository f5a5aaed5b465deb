package io.playhead.training;

import java.util.Arrays;

/**
 * What each prediction of a batch must leave out: the titles that the member had had by then. No
 * page shows them and no evaluation ranks them, so they must not compete in training either: a
 * model that has to talk down what a member liked best talks down the taste with it. A title that
 * is had again is still predicted. Immutable.
 *
 * @param members whose prediction it is, [M]
 * @param targets absolute index of the token to predict, [M]
 */
record Watched(MemberSequence[] members, int[] targets) {
  /**
   * Where they stand among the logits of the predictions {@code from} to {@code to}: places in a
   * matrix with a row for each prediction and {@code width} titles, flattened; some twice.
   */
  long[] places(int from, int to, int width) {
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
}
