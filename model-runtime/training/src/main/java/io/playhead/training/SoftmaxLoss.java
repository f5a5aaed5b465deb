package io.playhead.training;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
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

  /** The mean loss of the batch's predictions, with its gradient to come. */
  Tensor of(Parameters p, WindowBatch batch) {
    batch.forget(settings.featureDropout(), random);
    return isFull() ? full(p, batch) : sampled(p, batch);
  }

  private boolean isFull() {
    return settings.negatives() == 0 || settings.negatives() >= data.titles().vocabularySize();
  }

  private Tensor full(Parameters p, WindowBatch batch) {
    long[] index = index(TitleRows.first(data.titles().vocabularySize()));
    TitleTower.Vectors titles = TitleTower.forward(p, allTitles.withIndex(index));
    Tensor members = model.memberVectors(p, batch, titles.input(), longs(batch.titleRows()), true);
    Tensor logits =
        Tensors.scaled(members, 1 / settings.temperature()).matmul(titles.score().transpose(0, 1));
    return torch.cross_entropy_loss(
        logits, Tensors.of(longs(batch.targets()), batch.targets().length));
  }

  private Tensor sampled(Parameters p, WindowBatch batch) {
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
    return torch.cross_entropy_loss(logits, Tensors.of(new long[count], count));
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
