package io.playhead.training;

import io.playhead.window.ContextFeatures;
import io.playhead.window.TokenFeatures;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The three parts put together: a batch of windows to the member vectors of its predictions. */
final class Model {
  private final SequenceEncoder encoder;

  Model(ModelShape shape, Precision precision) {
    this.encoder = new SequenceEncoder(shape, precision);
  }

  /**
   * @param titles input vectors f32 [N, d]
   * @param places where the title of each token stands in {@code titles}, [B x T]
   * @return f32 [M, d], unit length
   */
  Tensor memberVectors(
      Parameters p, WindowBatch batch, Tensor titles, long[] places, Dropout dropout) {
    int length = batch.length();
    long width = titles.size(1);
    Tensor tokens =
        torch
            .embedding(titles, Tensors.of(places, places.length))
            .view(batch.rowCount(), length, width);
    Tensor features = Tensors.of(batch.features(), batch.rowCount(), length, TokenFeatures.COUNT);
    Tensor hidden =
        encoder.forward(p, tokens, features, AttentionPlan.causal(length), null, dropout).hidden();
    Tensor start = p.get("state.start").unsqueeze(0);
    Tensor states = torch.cat(new TensorVector(start, hidden.reshape(-1, width)), 0);
    Tensor asked = states.index_select(0, Tensors.of(batch.states(), batch.states().length));
    Tensor contexts = Tensors.of(batch.contexts(), batch.states().length, ContextFeatures.COUNT);
    return ContextHead.forward(p, asked, contexts);
  }
}
