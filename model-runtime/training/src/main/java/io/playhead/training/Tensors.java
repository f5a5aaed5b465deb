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

  private Tensors() {}

  static Tensor of(float[] values, long... shape) {
    return Tensor.create(values, shape);
  }

  static Tensor of(long[] values, long... shape) {
    return Tensor.create(values, shape);
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
    Tensor squares = x.square().sum(new long[] {-1}, true, new ScalarTypeOptional());
    return x.mul(torch.rsqrt(squares.add(new Scalar(NORM_EPSILON))));
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

  static Tensor scaled(Tensor x, double factor) {
    return x.mul(new Scalar(factor));
  }
}
