package io.playhead.training;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Titles to vectors, hybrid. A title with a learned ID embedding {@code i} is {@code e = m + g (i -
 * m)}, where {@code m = W2 silu(W1 sum_k w_k M[id_k])} is what the metadata says and {@code g =
 * sigmoid(gate[age])} a learned trust in the ID that depends on the title's age. One without is
 * {@code e = c r / |r|}, {@code r = mean + sum_k w_k R[id_k]}, see {@link NewTitles}. Input vectors
 * are {@code e sqrt(d)} (Vaswani 2017, 3.4), score vectors {@code e / |e|}, times a length where
 * there is no ID. One without an ID of which the metadata says nothing either has the mean as score
 * vector: its score is what a title has on average. Stateless.
 */
final class TitleTower {
  private TitleTower() {}

  /**
   * @param mixed f32 [N, d]: e
   * @param input f32 [N, d]: what the encoder reads
   * @param score f32 [N, d], unit length where there is an ID: what a member vector is compared
   *     with
   */
  record Vectors(Tensor mixed, Tensor input, Tensor score) {

    /** The same values as if they were weights: gradients end here, each copy has its own. */
    Vectors cut() {
      return new Vectors(mixed.detach(), leaf(input), leaf(score));
    }
  }

  /** The vectors, with gradients that reach all weights of the tower. */
  static Vectors forward(Parameters p, TitleBatch titles) {
    return forward(p, titles, titles.metadata().of(p.get("title.metadata")));
  }

  /** The vectors of titles that are the same in each step. Used by one thread. */
  static final class Repeated {
    private final TitleBatch titles;
    private final RowSums transposed;
    private Tensor metadata;
    private Vectors vectors;

    /** For {@code titles} out of {@code metadataRows} rows of metadata. */
    Repeated(TitleBatch titles, int metadataRows) {
      this.titles = titles;
      this.transposed = titles.metadata().transposed(metadataRows);
    }

    /** The vectors of the weights as they are; valid until the step ends. */
    Vectors forward(Parameters p) {
      metadata = leaf(titles.metadata().of(p.get("title.metadata").detach()));
      vectors = TitleTower.forward(p, titles, metadata);
      return vectors;
    }

    /** Leaves the gradient of what has these gradients by the vectors at the weights. */
    void backward(Parameters p, Tensor inputGradient, Tensor scoreGradient) {
      Tensor input = vectors.input().mul(inputGradient).sum();
      input.add(vectors.score().mul(scoreGradient).sum()).backward();
      p.get("title.metadata").mutable_grad().put(transposed.of(metadata.grad()));
    }
  }

  private static Tensor leaf(Tensor values) {
    return values.detach().requires_grad_(true);
  }

  private static Vectors forward(Parameters p, TitleBatch titles, Tensor bag) {
    Tensor hidden = torch.silu(bag.matmul(p.get("title.hidden")).add(p.get("title.hidden.bias")));
    Tensor metadata = hidden.matmul(p.get("title.out")).add(p.get("title.out.bias"));
    Tensor id = torch.embedding(p.get("title.id"), titles.index());
    Tensor gate = torch.sigmoid(torch.embedding(p.get("title.gate"), titles.ages()));
    Tensor mixed = metadata.add(gate.mul(id.sub(metadata)));
    Tensor score = Tensors.unit(mixed);
    if (titles.hasNew()) {
      Tensor known = titles.index().gt(new Scalar(0)).unsqueeze(1);
      Tensor deviation = titles.metadata().of(p.get("title.new"));
      Tensor direction = Tensors.unit(deviation.add(p.get("title.new.mean")));
      Tensor isSaid = Tensors.squares(deviation).gt(new Scalar(0));
      Tensor bold = direction.mul(p.get("title.new.length"));
      mixed = torch.where(known, mixed, direction.mul(p.get("title.new.norm")));
      score = torch.where(known, score, torch.where(isSaid, bold, p.get("title.new.mean")));
    }
    return new Vectors(mixed, Tensors.scaled(mixed, Math.sqrt(mixed.size(1))), score);
  }
}
