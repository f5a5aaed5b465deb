package io.playhead.training;

import io.playhead.window.TokenFeatures;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Tokens to states: a causal pre-norm transformer (Vaswani 2017). Each layer adds softmax attention
 * with learned biases per head by relative position and relative time (Zhai 2024, HSTU) and an
 * elementwise gate {@code silu(x Wg)} on what was gathered, then a gated feed-forward block {@code
 * (silu(x W1) * x W2) W3} (Shazeer 2020, SwiGLU). Keys carry no position, so a cached one holds
 * wherever it is. The residual stream and its norms are float32, the branches are in the given
 * precision. Stateless.
 */
final class SequenceEncoder {
  private final ModelShape shape;
  private final Precision precision;

  SequenceEncoder(ModelShape shape, Precision precision) {
    this.shape = shape;
    this.precision = precision;
  }

  /**
   * @param hidden f32 [B, T, d]
   * @param keys per layer f32 [B, T, d], heads side by side
   * @param values per layer f32 [B, T, d], heads side by side
   */
  record Encoded(Tensor hidden, Tensor[] keys, Tensor[] values) {}

  /**
   * @param titles f32 [B, T, d] input vectors of the tokens' titles
   * @param features i64 [B, T, 9]
   * @param past per layer cached keys and values f32 [B, P, d]; null: none
   * @param dropout drops values of the tokens and of each branch
   */
  Encoded forward(
      Parameters p,
      Tensor titles,
      Tensor features,
      AttentionPlan plan,
      Encoded past,
      Dropout dropout) {
    Tensor rows = Tensors.summedRows(p.get("token.features"), features, TokenFeatures.SIZES);
    Tensor x = dropout.apply(titles.add(rows.view(titles.shape())));
    Tensor bias = precision.of(plan.bias(p.get("attention.position"), p.get("attention.time")));
    Tensor[] keys = new Tensor[shape.layers()];
    Tensor[] values = new Tensor[shape.layers()];
    for (int layer = 0; layer < shape.layers(); layer++) {
      String of = "layer." + layer;
      TensorVector parts = torch.chunk(linear(p, of + ".qkvg", norm(p, of + ".norm1", x)), 4, 2);
      keys[layer] = parts.get(1);
      values[layer] = parts.get(2);
      Tensor gathered =
          past == null
              ? attend(parts.get(0), keys[layer], values[layer], bias)
              : attend(
                  parts.get(0),
                  torch.cat(new TensorVector(past.keys()[layer], keys[layer]), 1),
                  torch.cat(new TensorVector(past.values()[layer], values[layer]), 1),
                  bias);
      Tensor mixed = linear(p, of + ".mix", gathered.mul(torch.silu(parts.get(3))));
      x = x.add(Precision.float32(dropout.apply(mixed)));
      x = x.add(Precision.float32(dropout.apply(feedForward(p, of, x))));
    }
    return new Encoded(x, keys, values);
  }

  private Tensor attend(Tensor queries, Tensor keys, Tensor values, Tensor bias) {
    Tensor scaled = heads(Tensors.scaled(queries, 1 / Math.sqrt(shape.headWidth())));
    Tensor scores = scaled.matmul(heads(keys).transpose(2, 3)).add_(bias);
    Tensor gathered = torch.softmax(scores, -1).matmul(heads(values));
    return gathered.transpose(1, 2).reshape(queries.size(0), queries.size(1), shape.width());
  }

  private Tensor feedForward(Parameters p, String of, Tensor x) {
    TensorVector halves = torch.chunk(linear(p, of + ".up", norm(p, of + ".norm2", x)), 2, 2);
    return linear(p, of + ".down", torch.silu(halves.get(0)).mul(halves.get(1)));
  }

  private Tensor linear(Parameters p, String name, Tensor x) {
    return precision.of(x).matmul(precision.of(p.get(name)));
  }

  /** [B, S, d] to [B, heads, S, d / heads]. */
  private Tensor heads(Tensor x) {
    return x.reshape(x.size(0), x.size(1), shape.heads(), shape.headWidth()).transpose(1, 2);
  }

  private static Tensor norm(Parameters p, String name, Tensor x) {
    return Tensors.layerNorm(x, p.get(name + ".weight"), p.get(name + ".bias"));
  }
}
