package io.playhead.training;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Next-title cross-entropy over cosine scores divided by a temperature: over the whole vocabulary,
 * or over the target and uniformly drawn titles that the batch shares. Used by one thread.
 */
final class SoftmaxLoss {
  private static final double HIDDEN = -1e9;

  // 1 M logits x 4 B = 4 MB stay in the processor's cache. All 3,200 x 3,500 of a step at once are
  // 45 MB several times over, fresh from the kernel each time: that took 230 ms a step of 350.
  private static final int LOGITS_AT_ONCE = 1 << 20;
  private static final int ROWS_MIN = 32;

  private final TrainingSettings settings;
  private final TrainingData data;
  private final Model model;
  private final Random random;
  private final TitleBatch allTitles;

  SoftmaxLoss(TrainingData data, TrainingSettings settings, Model model) {
    this.data = data;
    this.settings = settings;
    this.model = model;
    this.random = new Random(settings.seed() + 1);
    int[] all = TitleRows.first(data.titles().vocabularySize());
    this.allTitles =
        isFull() ? TitleBatch.of(data.titles(), all, data.titles().indices(all)) : null;
  }

  /**
   * @param value the mean loss of the batch's predictions
   * @param root backward from here gives the gradient of that loss
   */
  record Loss(double value, Tensor root) {}

  /** The loss of a batch. */
  Loss of(Parameters p, WindowBatch batch) {
    batch.forget(settings.featureDropout(), random);
    return isFull() ? full(p, batch) : sampled(p, batch);
  }

  private boolean isFull() {
    return settings.negatives() == 0 || settings.negatives() >= data.titles().vocabularySize();
  }

  private Loss full(Parameters p, WindowBatch batch) {
    long[] index = index(TitleRows.first(data.titles().vocabularySize()));
    TitleTower.Vectors titles = TitleTower.forward(p, allTitles.withIndex(index));
    Tensor members = model.memberVectors(p, batch, titles.input(), longs(batch.titleRows()), true);
    Tensor memberLeaf = members.detach().requires_grad_(true);
    Tensor titleLeaf = titles.score().detach().requires_grad_(true);
    int count = batch.targets().length;
    int rowsAtOnce = Math.max(ROWS_MIN, LOGITS_AT_ONCE / data.titles().vocabularySize());
    double value = 0;
    for (int from = 0; from < count; from += rowsAtOnce) {
      int rows = Math.min(rowsAtOnce, count - from);
      long[] targets = longs(Arrays.copyOfRange(batch.targets(), from, from + rows));
      value += backward(memberLeaf.narrow(0, from, rows), titleLeaf, targets, count);
    }
    // The chain rule by hand: this has the gradient that the chunks left at the leaves.
    Tensor root =
        members.mul(memberLeaf.grad()).sum().add(titles.score().mul(titleLeaf.grad()).sum());
    return new Loss(value, root);
  }

  /** Adds the gradient of some predictions to the leaves; returns their share of the mean loss. */
  @SuppressWarnings("try") // a scope is closed, not read
  private double backward(Tensor members, Tensor titles, long[] targets, int count) {
    try (PointerScope scope = new PointerScope()) {
      Tensor logits =
          Tensors.scaled(members, 1 / settings.temperature()).matmul(titles.transpose(0, 1));
      Tensor mean = torch.cross_entropy_loss(logits, Tensors.of(targets, targets.length));
      Tensor share = Tensors.scaled(mean, (double) targets.length / count);
      share.backward();
      return share.item_double();
    }
  }

  private Loss sampled(Parameters p, WindowBatch batch) {
    int[] negatives =
        random.ints(settings.negatives(), 0, data.titles().vocabularySize()).toArray();
    int[] rows =
        Stream.of(batch.titleRows(), batch.targets(), negatives)
            .flatMapToInt(Arrays::stream)
            .sorted()
            .distinct()
            .toArray();
    TitleTower.Vectors titles =
        TitleTower.forward(p, TitleBatch.of(data.titles(), rows, index(rows)));
    Tensor members =
        model.memberVectors(p, batch, titles.input(), places(rows, batch.titleRows()), true);
    Tensor scaled = Tensors.scaled(members, 1 / settings.temperature());
    int count = batch.targets().length;
    Tensor targets = Tensors.of(places(rows, batch.targets()), count);
    Tensor others = Tensors.of(places(rows, negatives), negatives.length);
    Tensor own = scaled.mul(titles.score().index_select(0, targets)).sum(1).unsqueeze(1);
    Tensor against =
        scaled
            .matmul(titles.score().index_select(0, others).transpose(0, 1))
            .masked_fill(targets.unsqueeze(1).eq(others.unsqueeze(0)), new Scalar(HIDDEN));
    Tensor logits = torch.cat(new TensorVector(own, against), 1);
    Tensor mean = torch.cross_entropy_loss(logits, Tensors.of(new long[count], count));
    return new Loss(mean.item_double(), mean);
  }

  /** The vocabulary index of each row, forgotten for some titles in this step. */
  private long[] index(int[] rows) {
    long[] index = data.titles().indices(rows);
    for (int i = 0; i < index.length; i++) {
      index[i] = random.nextFloat() < settings.idDropout() ? 0 : index[i];
    }
    return index;
  }

  private static long[] places(int[] sortedRows, int[] rows) {
    return Arrays.stream(rows).mapToLong(row -> Arrays.binarySearch(sortedRows, row)).toArray();
  }

  private static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }
}
