package io.playhead.training;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Titles to vectors, hybrid: {@code e = m + known g (i - m)}, where {@code i} is the learned ID
 * embedding, {@code m = W2 silu(W1 sum_k w_k M[id_k])} what the metadata says, {@code g =
 * sigmoid(gate[age])} a learned trust in the ID that depends on the title's age, and {@code known}
 * is 0 for a title without an ID. Input vectors are {@code e sqrt(d)} (Vaswani 2017, 3.4), score
 * vectors {@code e / |e|}. Stateless.
 */
final class TitleTower {
  private TitleTower() {}

  /**
   * @param input f32 [N, d]: what the encoder reads
   * @param score f32 [N, d], unit length: what a member vector is compared with
   */
  record Vectors(Tensor input, Tensor score) {}

  static Vectors forward(Parameters p, TitleBatch titles) {
    Tensor bag =
        Tensors.summedRows(
            p.get("title.metadata"),
            titles.ids(),
            titles.offsets(),
            new TensorOptional(titles.weights()));
    Tensor hidden = torch.silu(bag.matmul(p.get("title.hidden")).add(p.get("title.hidden.bias")));
    Tensor metadata = hidden.matmul(p.get("title.out")).add(p.get("title.out.bias"));
    Tensor id = torch.embedding(p.get("title.id"), titles.index());
    Tensor known = titles.index().gt(new Scalar(0)).unsqueeze(1).to(metadata.scalar_type());
    Tensor gate = torch.sigmoid(torch.embedding(p.get("title.gate"), titles.ages())).mul(known);
    Tensor mixed = metadata.add(gate.mul(id.sub(metadata)));
    return new Vectors(Tensors.scaled(mixed, Math.sqrt(mixed.size(1))), Tensors.unit(mixed));
  }
}
