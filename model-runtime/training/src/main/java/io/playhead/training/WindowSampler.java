package io.playhead.training;

import io.playhead.window.AnchoredWindow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * One window of every member per epoch, grouped by length into batches of about so many tokens,
 * padding included, in random order. The same seed gives the same batches. Immutable.
 */
final class WindowSampler {
  // Lengths are jittered by this share before sorting, so that batches differ between epochs.
  private static final double JITTER = 0.1;

  private final List<MemberSequence> members;
  private final AnchoredWindow shape;
  private final int batchTokens;
  private final long seed;

  WindowSampler(List<MemberSequence> members, AnchoredWindow shape, int batchTokens, long seed) {
    this.members = members;
    this.shape = shape;
    this.batchTokens = batchTokens;
    this.seed = seed;
  }

  /** The batches of an epoch, whichever epochs were asked for before. */
  List<List<TrainingWindow>> epoch(int epoch) {
    Random random = new Random(EpochSeed.of(seed, epoch));
    record Keyed(TrainingWindow window, double key) {}
    List<Keyed> keyed = new ArrayList<>();
    for (MemberSequence member : members) {
      TrainingWindow window = TrainingWindow.sampled(member, shape, random);
      if (!window.hasTarget()) {
        continue;
      }
      double jitter = 1 + JITTER * (random.nextDouble() - 0.5);
      keyed.add(new Keyed(window, (window.length() + 1) * jitter));
    }
    Collections.shuffle(keyed, random);
    keyed.sort(Comparator.comparingDouble(Keyed::key));
    List<List<TrainingWindow>> batches =
        grouped(keyed.stream().map(Keyed::window).toList(), batchTokens);
    Collections.shuffle(batches, random);
    return batches;
  }

  /** Neighbours together, as many as fit when padded to the longest; at least one. */
  static List<List<TrainingWindow>> grouped(List<TrainingWindow> windows, int batchTokens) {
    List<List<TrainingWindow>> batches = new ArrayList<>();
    List<TrainingWindow> batch = new ArrayList<>();
    int longest = 0;
    for (TrainingWindow window : windows) {
      longest = Math.max(longest, window.paddedLength());
      if (!batch.isEmpty() && (batch.size() + 1) * longest > batchTokens) {
        batches.add(batch);
        batch = new ArrayList<>();
        longest = window.paddedLength();
      }
      batch.add(window);
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }
}
