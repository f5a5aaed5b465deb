package io.playhead.training;

import io.playhead.window.ContextFeatures;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * States to member vectors, for the context that a page is asked for: {@code unit(norm(h) * (1 +
 * scale) + shift)} with scale and shift linear in the sum of the context's embeddings (Perez 2018,
 * FiLM). An unknown context changes nothing until training has learned what it means. Stateless.
 */
final class ContextHead {
  private ContextHead() {}

  /**
   * @param states f32 [N, d]
   * @param contexts i64 [N, 5]
   * @return f32 [N, d], unit length
   */
  static Tensor forward(Parameters p, Tensor states, Tensor contexts) {
    Tensor context = Tensors.summedRows(p.get("context.features"), contexts, ContextFeatures.SIZES);
    TensorVector film = torch.chunk(context.matmul(p.get("context.film")), 2, 1);
    Tensor normed = Tensors.layerNorm(states, p.get("state.norm.weight"), p.get("state.norm.bias"));
    return Tensors.unit(normed.mul(film.get(0).add(new Scalar(1))).add(film.get(1)));
  }
}
