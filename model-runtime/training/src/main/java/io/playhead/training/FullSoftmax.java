package io.playhead.training;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Cross-entropy over all titles, with its gradient written out. With logits {@code l = M Tᵀ / t},
 * {@code e = exp(l)} and {@code s} the sums of the rows of {@code e}, a row's loss is {@code log s
 * - l_target}, its gradient by the logits {@code e / s - onehot(target)}. Cosines over a
 * temperature of at least {@link #TEMPERATURE_MIN} stay below 50, so nothing has to be shifted
 * before {@code exp}, and no pass over the logits is made but the three multiplications, one {@code
 * exp} and one sum. Used by one thread.
 */
final class FullSoftmax {
  /** exp(50) = 5e21; sums of a billion of them are far below overflow. */
  static final double TEMPERATURE_MIN = 0.02;

  // 256 x 3,500 logits x 2 B stay in the processor's cache. All 3,200 rows of a step at once are
  // 45 MB several times over, fresh from the kernel each time: that took 230 ms a step of 350.
  private static final int ROWS_AT_ONCE = 256;

  private final double temperature;
  private final Precision precision;

  FullSoftmax(double temperature, Precision precision) {
    this.temperature = temperature;
    this.precision = precision;
  }

  /** What does not compete. */
  interface Hiding {
    /** Sets what does not compete to 0 in {@code e}, rows of the members {@code from} and on. */
    void hide(Tensor e, int from, int to);
  }

  /**
   * @param members f32 [M, d], unit length
   * @param titles f32 [V, d], unit length
   * @param targets row of {@code titles} of each member, [M]
   * @param hiding takes titles out of members' sums, never a target
   * @return the mean loss, and a root for its gradient
   */
  @SuppressWarnings("try") // a scope is closed, not read
  SoftmaxLoss.Loss of(Tensor members, Tensor titles, long[] targets, Hiding hiding) {
    int count = targets.length;
    Tensor memberGradient;
    Tensor titleGradient;
    double value;
    try (NoGradGuard guard = new NoGradGuard()) {
      Tensor scaled = Tensors.scaled(members, 1 / temperature);
      Tensor target = Tensors.of(targets, count);
      Tensor own = titles.index_select(0, target);
      Sums sums = sums(scaled, titles, hiding);
      double factor = 1.0 / count;
      memberGradient = Tensors.scaled(sums.expected().sub(own), factor / temperature);
      titleGradient =
          Tensors.scaled(sums.titleGradient().index_add_(0, target, scaled.neg()), factor);
      value = (sums.exp().log().sum().item_double() - scaled.mul(own).sum().item_double()) / count;
    }
    // The chain rule by hand: this has the gradient computed above.
    Tensor root = members.mul(memberGradient).sum().add(titles.mul(titleGradient).sum());
    return new SoftmaxLoss.Loss(value, root);
  }

  /**
   * @param exp f32 [M, 1], sums of the rows of e
   * @param expected f32 [M, d], each row's mean title, weighted by e
   * @param titleGradient f32 [V, d], what all rows give to each title, without the targets
   */
  private record Sums(Tensor exp, Tensor expected, Tensor titleGradient) {}

  @SuppressWarnings("try") // a scope is closed, not read
  private Sums sums(Tensor scaled, Tensor titles, Hiding hiding) {
    long count = scaled.size(0);
    long width = titles.size(1);
    long padding = (ROWS_AT_ONCE - count % ROWS_AT_ONCE) % ROWS_AT_ONCE;
    // Rows of zeros share the shape of the others and get a share of no gradient.
    Tensor members = torch.constant_pad_nd(scaled, new long[] {0, 0, 0, padding});
    Tensor all = precision.of(titles).contiguous();
    // The sums come out of the same product as the weighted titles, as those of a title of ones.
    Tensor extended = torch.constant_pad_nd(all, new long[] {0, 1}, new Scalar(1));
    Tensor exp = torch.empty(new long[] {count + padding, 1});
    Tensor expected = torch.empty(members.shape());
    Tensor gradient = torch.zeros(titles.shape());
    for (int from = 0; from < count; from += ROWS_AT_ONCE) {
      try (PointerScope scope = new PointerScope()) {
        Tensor rows = members.narrow(0, from, ROWS_AT_ONCE);
        Tensor e = precision.of(rows).matmul(all.transpose(0, 1)).exp_();
        hiding.hide(e, from, (int) Math.min(count, from + ROWS_AT_ONCE));
        Tensor sums = Precision.float32(e.matmul(extended));
        Tensor sum = sums.narrow(1, width, 1);
        exp.narrow(0, from, ROWS_AT_ONCE).copy_(sum);
        expected.narrow(0, from, ROWS_AT_ONCE).copy_(sums.narrow(1, 0, width).div(sum));
        gradient.add_(Precision.float32(e.transpose(0, 1).matmul(precision.of(rows.div(sum)))));
      }
    }
    return new Sums(exp.narrow(0, 0, count), expected.narrow(0, 0, count), gradient);
  }
}
