package io.playhead.training;

import io.playhead.window.AnchoredWindow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Ranks the validation token's title of each member among all titles that training or validation
 * know, less those in the member's own history, ties by title id. The member is read through the
 * window that would serve. Used by one thread.
 */
final class Validation {
  // 8,192 tokens x about 4 KB of activations: 32 MB at a time.
  static final int BATCH_TOKENS = 8192;

  private final TrainingData data;
  private final Model model;
  private final AnchoredWindow shape;
  private final List<MemberSequence> members;

  Validation(TrainingData data, Model model, AnchoredWindow shape) {
    this.data = data;
    this.model = model;
    this.shape = shape;
    this.members = data.validationMembers();
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  int size() {
    return members.size();
  }

  /** All members. */
  RankingMetrics measure(Parameters p) {
    return measure(p, members);
  }

  /** The mean of the vectors of all members, unit length; null: there are none. */
  @SuppressWarnings("try") // a scope is closed, not read
  float[] meanMember(Parameters p) {
    float[] sum = null;
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      TitleTower.Vectors titles = titles(p);
      for (List<TrainingWindow> batch : batches(members)) {
        float[] some = summed(p, titles, WindowBatch.last(batch));
        for (int i = 0; sum != null && i < sum.length; i++) {
          some[i] += sum[i];
        }
        sum = some;
      }
      return sum == null ? null : Tensors.floats(Tensors.unit(Tensors.of(sum, sum.length)));
    }
  }

  /** The same {@code count} members whenever {@code seed} is the same. */
  List<MemberSequence> sample(int count, long seed) {
    if (count >= members.size()) {
      return members;
    }
    List<MemberSequence> shuffled = new ArrayList<>(members);
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled.subList(0, count);
  }

  @SuppressWarnings("try") // a scope is closed, not read
  RankingMetrics measure(Parameters p, List<MemberSequence> asked) {
    int[] ranks = new int[asked.size()];
    int at = 0;
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      TitleTower.Vectors titles = titles(p);
      for (List<TrainingWindow> batch : batches(asked)) {
        float[] scores = scores(p, titles, WindowBatch.last(batch));
        for (int row = 0; row < batch.size(); row++) {
          ranks[at++] = rank(batch.get(row).member(), scores, row * data.titles().size());
        }
      }
    }
    return RankingMetrics.of(ranks);
  }

  private List<List<TrainingWindow>> batches(List<MemberSequence> asked) {
    List<TrainingWindow> windows = new ArrayList<>();
    for (MemberSequence member : asked) {
      windows.add(TrainingWindow.serving(member, shape, member.trainCount()));
    }
    windows.sort(Comparator.comparingInt(TrainingWindow::length));
    return WindowSampler.grouped(windows, BATCH_TOKENS);
  }

  /** The vectors of all titles, validation's included. */
  TitleTower.Vectors titles(Parameters p) {
    int[] rows = TitleRows.first(data.titles().size());
    return TitleTower.forward(p, TitleBatch.of(data.titles(), rows, data.titles().indices(rows)));
  }

  @SuppressWarnings("try") // a scope is closed, not read
  private float[] summed(Parameters p, TitleTower.Vectors titles, WindowBatch batch) {
    try (PointerScope scope = new PointerScope()) {
      Tensor members =
          model.memberVectors(p, batch, titles.input(), SoftmaxLoss::longs, Dropout.NONE);
      return Tensors.floats(members.sum(0));
    }
  }

  /** The scores of all titles for what follows each window, row-major; in a scope of its own. */
  @SuppressWarnings("try") // a scope is closed, not read
  float[] scores(Parameters p, TitleTower.Vectors titles, WindowBatch batch) {
    try (PointerScope scope = new PointerScope()) {
      Tensor members =
          model.memberVectors(p, batch, titles.input(), SoftmaxLoss::longs, Dropout.NONE);
      return Tensors.floats(members.matmul(titles.score().transpose(0, 1)));
    }
  }

  private int rank(MemberSequence member, float[] scores, int offset) {
    int target = member.titleRow(member.trainCount());
    float wanted = scores[offset + target];
    boolean[] seen = new boolean[data.titles().size()];
    for (int i = 0; i < member.trainCount(); i++) {
      seen[member.titleRow(i)] = true;
    }
    int rank = 1;
    for (int row = 0; row < seen.length; row++) {
      float score = scores[offset + row];
      if (row != target && !seen[row] && score >= wanted) {
        rank += score > wanted || isBefore(row, target) ? 1 : 0;
      }
    }
    return rank;
  }

  private boolean isBefore(int row, int target) {
    List<String> ids = data.titles().titleIds();
    return ids.get(row).compareTo(ids.get(target)) < 0;
  }
}
