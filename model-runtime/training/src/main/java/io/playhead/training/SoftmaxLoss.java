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
 * or over the target and uniformly drawn titles that the batch shares; without what was left out
 * then, see {@link LeftOut}. Used by one thread.
 */
final class SoftmaxLoss {
  private static final double HIDDEN = -1e9;

  private final long seed;
  private final TrainingSettings settings;
  private final TrainingData data;
  private final Model model;
  private final Random random;
  private final Dropout dropout;
  private final FullSoftmax softmax;
  private final TitleTower.Repeated allTitles;
  private final Tensor releases; // when each title came out, [1, V]; null: none came out late

  /** A loss with its own chance, which {@code seed} decides. */
  SoftmaxLoss(TrainingData data, TrainingSettings settings, Model model, long seed) {
    this.seed = seed;
    this.data = data;
    this.settings = settings;
    this.model = model;
    this.random = new Random(seed);
    this.dropout = new Dropout(settings.dropout(), new Random(random.nextLong()));
    this.softmax = new FullSoftmax(settings.temperature(), settings.precision());
    int[] all = TitleRows.first(data.titles().vocabularySize());
    this.allTitles =
        isFull()
            ? new TitleTower.Repeated(
                TitleBatch.of(data.titles(), all, data.titles().indices(all)),
                data.titles().metadata().count())
            : null;
    this.releases = isFull() ? releases(data.titles()) : null;
  }

  private static Tensor releases(TitleRows titles) {
    long[] fromMs = new long[titles.vocabularySize()];
    Arrays.setAll(fromMs, titles::fromMs);
    if (Arrays.stream(fromMs).allMatch(ms -> ms == Long.MIN_VALUE)) {
      return null;
    }
    Tensor releases = Tensors.of(fromMs, 1, fromMs.length);
    releases.retainReference();
    return releases;
  }

  /** What chance decides from here on, the epoch decides. */
  void startEpoch(int epoch) {
    random.setSeed(EpochSeed.of(seed, epoch));
    dropout.restart(random.nextLong());
  }

  /**
   * @param value the mean loss of the batch's predictions
   * @param root backward from here gives the gradient of that loss
   */
  record Loss(double value, Tensor root) {}

  /** The vectors of all titles, where all compete; null: each batch needs others. */
  TitleTower.Repeated titles() {
    return allTitles;
  }

  /**
   * The loss of a batch with at least one target.
   *
   * @param titles what the {@link #titles} are, a copy with gradients of its own
   */
  Loss of(Parameters p, WindowBatch batch, TitleTower.Vectors titles) {
    batch.forget(settings.featureDropout(), random);
    return isFull() ? full(p, batch, titles) : sampled(p, batch);
  }

  private boolean isFull() {
    return settings.negatives() == 0 || settings.negatives() >= data.titles().vocabularySize();
  }

  private Loss full(Parameters p, WindowBatch batch, TitleTower.Vectors titles) {
    Tensor members = model.memberVectors(p, batch, titles.input(), SoftmaxLoss::longs, dropout);
    return softmax.of(
        members,
        titles.score(),
        longs(batch.targets()),
        (e, from, to) -> hide(e, batch.leftOut(), from, to));
  }

  private Loss sampled(Parameters p, WindowBatch batch) {
    int[] negatives =
        random.ints(settings.negatives(), 0, data.titles().vocabularySize()).toArray();
    int[] blockRows = batch.blocks() == null ? new int[0] : batch.blocks().titleRows();
    int[] rows =
        Stream.of(batch.titleRows(), blockRows, batch.targets(), negatives)
            .flatMapToInt(Arrays::stream)
            .sorted()
            .distinct()
            .toArray();
    TitleTower.Vectors titles =
        TitleTower.forward(p, TitleBatch.of(data.titles(), rows, data.titles().indices(rows)));
    Tensor members =
        model.memberVectors(p, batch, titles.input(), some -> places(rows, some), dropout);
    Tensor scaled = Tensors.scaled(members, 1 / settings.temperature());
    int count = batch.targets().length;
    Tensor targets = Tensors.of(places(rows, batch.targets()), count);
    Tensor others = Tensors.of(places(rows, negatives), negatives.length);
    Tensor own = scaled.mul(titles.score().index_select(0, targets)).sum(1).unsqueeze(1);
    Tensor against =
        scaled
            .matmul(titles.score().index_select(0, others).transpose(0, 1))
            .masked_fill(targets.unsqueeze(1).eq(others.unsqueeze(0)), new Scalar(HIDDEN))
            .masked_fill(hidden(batch.leftOut(), negatives), new Scalar(HIDDEN));
    Tensor logits = torch.cat(new TensorVector(own, against), 1);
    Tensor mean = torch.cross_entropy_loss(logits, Tensors.of(new long[count], count));
    return new Loss(mean.item_double(), mean);
  }

  private void hide(Tensor e, LeftOut leftOut, int from, int to) {
    long[] watched = leftOut.watched(from, to, (int) e.size(1));
    if (watched.length > 0) {
      e.view(-1).index_fill_(0, Tensors.of(watched, watched.length), new Scalar(0));
    }
    if (releases != null) {
      long[] moments = leftOut.moments(from, to, data.titles());
      Tensor later = releases.gt(Tensors.of(moments, moments.length, 1));
      e.narrow(0, 0, to - from).masked_fill_(later, new Scalar(0));
    }
  }

  /** Which of the negatives do not compete in each prediction, [M x N]. */
  private Tensor hidden(LeftOut leftOut, int[] negatives) {
    TitleRows titles = data.titles();
    int count = leftOut.targets().length;
    byte[] hidden = new byte[count * negatives.length];
    boolean[] had = new boolean[titles.size()];
    long[] moments = leftOut.moments(0, count, titles);
    for (int i = 0; i < count; i++) {
      long[] watched = leftOut.watched(i, i + 1, titles.size());
      for (long row : watched) {
        had[(int) row] = true;
      }
      for (int n = 0; n < negatives.length; n++) {
        boolean later = titles.fromMs(negatives[n]) > moments[i];
        hidden[i * negatives.length + n] = (byte) (later || had[negatives[n]] ? 1 : 0);
      }
      for (long row : watched) {
        had[(int) row] = false;
      }
    }
    return Tensors.flags(hidden, count, negatives.length);
  }

  private static long[] places(int[] sortedRows, int[] rows) {
    return Arrays.stream(rows).mapToLong(row -> Arrays.binarySearch(sortedRows, row)).toArray();
  }

  /** The rows themselves, where all titles stand in their order. */
  static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }
}
