package io.playhead.training;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Titles to vectors, hybrid. A title with a learned ID embedding {@code i} is {@code e = m + g (i -
 * m)}, where {@code m = W2 silu(W1 sum_k w_k M[id_k])} is what the metadata says and {@code g =
 * sigmoid(gate[age])} a learned trust in the ID that depends on the title's age. One without is
 * {@code e = c r / |r|}, {@code r = mean + sum_k w_k R[id_k]}, see {@link NewTitles}. Input vectors
 * are {@code e sqrt(d)} (Vaswani 2017, 3.4), score vectors {@code e / |e|}, times a length where
 * there is no ID. Stateless.
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
      return new Vectors(
          mixed.detach(), input.detach().requires_grad_(true), score.detach().requires_grad_(true));
    }

    /** What has those gradients by input and score, for going on through the tower. */
    Tensor root(Tensor inputGradient, Tensor scoreGradient) {
      return input.mul(inputGradient).sum().add(score.mul(scoreGradient).sum());
    }
  }

  static Vectors forward(Parameters p, TitleBatch titles) {
    Tensor bag = bag(p, "title.metadata", titles);
    Tensor hidden = torch.silu(bag.matmul(p.get("title.hidden")).add(p.get("title.hidden.bias")));
    Tensor metadata = hidden.matmul(p.get("title.out")).add(p.get("title.out.bias"));
    Tensor id = torch.embedding(p.get("title.id"), titles.index());
    Tensor gate = torch.sigmoid(torch.embedding(p.get("title.gate"), titles.ages()));
    Tensor mixed = metadata.add(gate.mul(id.sub(metadata)));
    Tensor score = Tensors.unit(mixed);
    if (titles.hasNew()) {
      Tensor known = titles.index().gt(new Scalar(0)).unsqueeze(1);
      Tensor regressed = bag(p, "title.new", titles).add(p.get("title.new.mean"));
      Tensor direction = Tensors.unit(regressed);
      mixed = torch.where(known, mixed, direction.mul(p.get("title.new.norm")));
      score = torch.where(known, score, direction.mul(p.get("title.new.length")));
    }
    return new Vectors(mixed, Tensors.scaled(mixed, Math.sqrt(mixed.size(1))), score);
  }

  private static Tensor bag(Parameters p, String table, TitleBatch titles) {
    return Tensors.summedRows(
        p.get(table), titles.rows(), titles.offsets(), new TensorOptional(titles.weights()));
  }
}
