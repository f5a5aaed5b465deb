package io.playhead.training;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The few tensor expressions that torch spells at length. Stateless; the caller owns the scope. */
final class Tensors {
  private static final double NORM_EPSILON = 1e-12;
  private static final double LAYER_NORM_EPSILON = 1e-5;

  private static final long MODE_SUM = 0;

  private Tensors() {}

  static Tensor of(float[] values, long... shape) {
    return Tensor.create(values, shape);
  }

  /** A tensor that outlives the scope it is made in; its holder closes it. */
  static Tensor lasting(float[] values, long... shape) {
    Tensor tensor = of(values, shape);
    tensor.retainReference();
    return tensor;
  }

  static Tensor of(long[] values, long... shape) {
    return Tensor.create(values, shape);
  }

  /** True where a value is not 0. */
  static Tensor flags(byte[] values, long... shape) {
    return Tensor.create(values, shape).ne(new Scalar(0));
  }

  /** The values of a float tensor in row-major order. */
  static float[] floats(Tensor tensor) {
    Tensor dense = tensor.contiguous();
    float[] values = new float[Math.toIntExact(dense.numel())];
    if (values.length > 0) {
      FloatBuffer buffer = dense.createBuffer();
      buffer.get(values);
    }
    return values;
  }

  /** The values of a 64-bit integer tensor in row-major order. */
  static long[] longs(Tensor tensor) {
    Tensor dense = tensor.contiguous();
    long[] values = new long[Math.toIntExact(dense.numel())];
    if (values.length > 0) {
      LongBuffer buffer = dense.createBuffer();
      buffer.get(values);
    }
    return values;
  }

  /** {@code x / sqrt(sum(x^2) + 1e-12)} over the last dimension. */
  static Tensor unit(Tensor x) {
    return x.mul(torch.rsqrt(squares(x).add(new Scalar(NORM_EPSILON))));
  }

  /** {@code sum(x^2)} over the last dimension, which stays as one of size 1. */
  static Tensor squares(Tensor x) {
    return x.square().sum(new long[] {-1}, true, new ScalarTypeOptional());
  }

  /** Layer normalisation over the last dimension (Ba 2016). */
  static Tensor layerNorm(Tensor x, Tensor weight, Tensor bias) {
    return torch.layer_norm(
        x,
        new long[] {x.size(-1)},
        new TensorOptional(weight),
        new TensorOptional(bias),
        LAYER_NORM_EPSILON,
        false);
  }

  /**
   * For each of the {@code count} groups of {@code features}, the sum of one row per feature of a
   * table that holds the rows of all features: f32 [count, d]. One pass, where looking up and then
   * adding would write each row out first.
   */
  static Tensor summedRows(Tensor table, Tensor features, int[] sizes) {
    Tensor rows = features.add(of(ModelShape.offsets(sizes), sizes.length)).reshape(-1);
    long[] starts = new long[Math.toIntExact(rows.numel() / sizes.length)];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = (long) i * sizes.length;
    }
    return summedRows(table, rows, of(starts, starts.length), new TensorOptional());
  }

  /** The weighted sum of the rows of each group; groups start at {@code starts}. */
  static Tensor summedRows(Tensor table, Tensor rows, Tensor starts, TensorOptional weights) {
    return torch.embedding_bag(table, rows, starts, false, MODE_SUM, false, weights, false).get0();
  }

  static Tensor scaled(Tensor x, double factor) {
    return x.mul(new Scalar(factor));
  }
}
