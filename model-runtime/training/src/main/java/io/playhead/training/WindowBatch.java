package io.playhead.training;

import io.playhead.window.ContextFeatures;
import io.playhead.window.TokenFeatures;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Windows as arrays, padded on the right to the longest padded length.
 *
 * <pre>
 * titleRows  [B x T]      row of each token's title; padding: row 0, which no valid token sees
 * features   [B x T x 9]
 * gaps       [B x T x T]  how long before each token another began; 0 where none may look
 * states     [M]          where each prediction starts: 0 the start state, 1 + b T + t a token
 * contexts   [M x 5]      the context of the token to predict
 * targets    [M]          row of the title to predict
 * </pre>
 *
 * @param leftOut what does not compete in each prediction
 * @param blocks what stands before the windows; null: nothing does
 */
record WindowBatch(
    int rowCount,
    int length,
    int[] titleRows,
    long[] features,
    long[] gaps,
    long[] states,
    long[] contexts,
    int[] targets,
    LeftOut leftOut,
    BlockBatch blocks) {

  /** Every position of the windows that training should predict. */
  static WindowBatch training(List<TrainingWindow> windows) {
    return of(windows, false);
  }

  /** Only what comes after the last token of each window. */
  static WindowBatch last(List<TrainingWindow> windows) {
    return of(windows, true);
  }

  private static WindowBatch of(List<TrainingWindow> windows, boolean lastOnly) {
    int length = 0;
    int most = 0;
    for (TrainingWindow window : windows) {
      length = Math.max(length, window.paddedLength());
      most += window.length() + 1;
    }
    Builder batch = new Builder(windows.size(), length, most);
    for (int row = 0; row < windows.size(); row++) {
      batch.read(row, windows.get(row));
      batch.predict(row, windows.get(row), lastOnly);
    }
    return batch.build(BlockBatch.of(windows));
  }

  /**
   * Forgets that share of the features and contexts, each value by itself, so that the model also
   * knows what to make of an unknown device or hour.
   */
  void forget(double share, Random random) {
    forget(features, share, random);
    forget(contexts, share, random);
    if (blocks != null) {
      forget(blocks.features(), share, random);
    }
  }

  private static void forget(long[] values, double share, Random random) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0 && random.nextFloat() < share) {
        values[i] = 0;
      }
    }
  }

  private static final class Builder {
    private final int rowCount;
    private final int length;
    private final int[] titleRows;
    private final long[] features;
    private final long[] gaps;
    private final long[] states;
    private final long[] contexts;
    private final int[] targets;
    private final MemberSequence[] members;
    private final int[] targetIndices;
    private int count;

    Builder(int rowCount, int length, int predictionsMax) {
      this.rowCount = rowCount;
      this.length = length;
      this.titleRows = new int[rowCount * length];
      this.features = new long[rowCount * length * TokenFeatures.COUNT];
      this.gaps = new long[rowCount * length * length];
      this.states = new long[predictionsMax];
      this.contexts = new long[predictionsMax * ContextFeatures.COUNT];
      this.targets = new int[predictionsMax];
      this.members = new MemberSequence[predictionsMax];
      this.targetIndices = new int[predictionsMax];
    }

    void read(int row, TrainingWindow window) {
      for (int t = 0; t < window.length(); t++) {
        int at = row * length + t;
        titleRows[at] = window.member().titleRow(window.start() + t);
        window.member().writeFeatures(window.start() + t, features, at * TokenFeatures.COUNT);
        window.member().writeGaps(window.start(), t, gaps, at * length);
      }
    }

    void predict(int row, TrainingWindow window, boolean lastOnly) {
      MemberSequence member = window.member();
      for (int t = lastOnly ? window.length() : 0; t <= window.length(); t++) {
        boolean fromNothing = t == 0 && !window.startsHistory();
        int target = window.start() + t;
        if (fromNothing || !lastOnly && !member.isWanted(target)) {
          continue;
        }
        states[count] = t == 0 ? 0 : (long) row * length + t;
        targets[count] = member.titleRow(target);
        members[count] = member;
        targetIndices[count] = target;
        member.writeContext(target, contexts, count * ContextFeatures.COUNT);
        count++;
      }
    }

    WindowBatch build(BlockBatch blocks) {
      return new WindowBatch(
          rowCount,
          length,
          titleRows,
          features,
          gaps,
          Arrays.copyOf(states, count),
          Arrays.copyOf(contexts, count * ContextFeatures.COUNT),
          Arrays.copyOf(targets, count),
          new LeftOut(Arrays.copyOf(members, count), Arrays.copyOf(targetIndices, count)),
          blocks);
    }
  }
}
