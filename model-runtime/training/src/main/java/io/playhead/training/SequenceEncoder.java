package io.playhead.training;

import io.playhead.window.TokenFeatures;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Tokens to states: a causal pre-norm transformer (Vaswani 2017). Each layer adds softmax attention
 * with a learned relative-position bias per head and an elementwise gate {@code silu(x Wg)} on what
 * was gathered (Zhai 2024, HSTU), then a gated feed-forward block {@code (silu(x W1) * x W2) W3}
 * (Shazeer 2020, SwiGLU). Keys carry no position, so a cached one holds wherever it is. Stateless.
 */
final class SequenceEncoder {
  private final ModelShape shape;
  private final double dropout;

  /** An encoder that drops that share of values while it trains. */
  SequenceEncoder(ModelShape shape, double dropout) {
    this.shape = shape;
    this.dropout = dropout;
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
   */
  Encoded forward(
      Parameters p,
      Tensor titles,
      Tensor features,
      AttentionPlan plan,
      Encoded past,
      boolean training) {
    Tensor rows = Tensors.summedRows(p.get("token.features"), features, TokenFeatures.SIZES);
    Tensor x = torch.dropout(titles.add(rows.view(titles.shape())), dropout, training);
    Tensor[] keys = new Tensor[shape.layers()];
    Tensor[] values = new Tensor[shape.layers()];
    for (int layer = 0; layer < shape.layers(); layer++) {
      String of = "layer." + layer;
      TensorVector parts = torch.chunk(norm(p, of + ".norm1", x).matmul(p.get(of + ".qkvg")), 4, 2);
      keys[layer] = parts.get(1);
      values[layer] = parts.get(2);
      Tensor gathered =
          attend(
              parts.get(0),
              past == null ? keys[layer] : joined(past.keys()[layer], keys[layer]),
              past == null ? values[layer] : joined(past.values()[layer], values[layer]),
              plan.bias(p.get(of + ".position")));
      Tensor mixed = gathered.mul(torch.silu(parts.get(3))).matmul(p.get(of + ".mix"));
      x = x.add(torch.dropout(mixed, dropout, training));
      x = x.add(torch.dropout(feedForward(p, of, x), dropout, training));
    }
    return new Encoded(x, keys, values);
  }

  private Tensor attend(Tensor queries, Tensor keys, Tensor values, Tensor bias) {
    Tensor scaled = Tensors.scaled(queries, 1 / Math.sqrt(shape.headWidth()));
    Tensor scores = heads(scaled).matmul(heads(keys).transpose(2, 3)).add(bias);
    Tensor gathered = torch.softmax(scores, -1).matmul(heads(values));
    return gathered.transpose(1, 2).reshape(queries.size(0), queries.size(1), shape.width());
  }

  private Tensor feedForward(Parameters p, String of, Tensor x) {
    TensorVector halves = torch.chunk(norm(p, of + ".norm2", x).matmul(p.get(of + ".up")), 2, 2);
    return torch.silu(halves.get(0)).mul(halves.get(1)).matmul(p.get(of + ".down"));
  }

  /** [B, S, d] to [B, heads, S, d / heads]. */
  private Tensor heads(Tensor x) {
    return x.reshape(x.size(0), x.size(1), shape.heads(), shape.headWidth()).transpose(1, 2);
  }

  private static Tensor norm(Parameters p, String name, Tensor x) {
    return Tensors.layerNorm(x, p.get(name + ".weight"), p.get(name + ".bias"));
  }

  private static Tensor joined(Tensor past, Tensor fresh) {
    return torch.cat(new TensorVector(past, fresh), 1);
  }
}
