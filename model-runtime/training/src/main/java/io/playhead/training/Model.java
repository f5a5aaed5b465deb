package io.playhead.training;

import io.playhead.window.AnchoredWindow;
import io.playhead.window.ContextFeatures;
import io.playhead.window.TokenFeatures;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The parts put together: a batch of windows to the member vectors of its predictions. */
final class Model {
  private final SequenceEncoder encoder;
  private final AnchoredWindow window;
  private final int layers;

  Model(ModelShape shape, Precision precision) {
    this.encoder = new SequenceEncoder(shape, precision);
    this.window = shape.window();
    this.layers = shape.layers();
  }

  /**
   * @param titles input vectors f32 [N, d]
   * @param places where the titles of some rows stand in {@code titles}
   * @return f32 [M, d], unit length
   */
  Tensor memberVectors(
      Parameters p,
      WindowBatch batch,
      Tensor titles,
      Function<int[], long[]> places,
      Dropout dropout) {
    int length = batch.length();
    long width = titles.size(1);
    Tensor tokens = tokens(titles, places.apply(batch.titleRows()), batch.rowCount());
    Tensor features = Tensors.of(batch.features(), batch.rowCount(), length, TokenFeatures.COUNT);
    BlockBatch blocks = batch.blocks();
    SequenceEncoder.Encoded past = null;
    AttentionPlan plan = AttentionPlan.causal(length, batch.gaps());
    if (blocks != null) {
      past = summaries(p, blocks, titles, places, batch.rowCount(), dropout);
      plan =
          AttentionPlan.behindSummaries(
              blocks.lengths(), blocks.summarySize(), length, batch.gaps(), window);
    }
    Tensor hidden = encoder.forward(p, tokens, features, plan, past, dropout).hidden();
    Tensor start = p.get("state.start").unsqueeze(0);
    Tensor states = torch.cat(new TensorVector(start, hidden.reshape(-1, width)), 0);
    Tensor asked = states.index_select(0, Tensors.of(batch.states(), batch.states().length));
    Tensor contexts = Tensors.of(batch.contexts(), batch.states().length, ContextFeatures.COUNT);
    return ContextHead.forward(p, asked, contexts);
  }

  /** Each block alone, with the summary vectors behind it, whose keys and values stand for it. */
  private SequenceEncoder.Encoded summaries(
      Parameters p,
      BlockBatch blocks,
      Tensor titles,
      Function<int[], long[]> places,
      int rowCount,
      Dropout dropout) {
    int count = blocks.count();
    int length = window.stride() + window.summaries();
    long width = titles.size(1);
    Tensor start = p.get("summary.start").unsqueeze(0).expand(count, window.summaries(), width);
    Tensor tokens = tokens(titles, places.apply(blocks.titleRows()), count);
    Tensor features = Tensors.of(blocks.features(), count, length, TokenFeatures.COUNT);
    SequenceEncoder.Encoded encoded =
        encoder.forward(
            p,
            torch.cat(new TensorVector(tokens, start), 1),
            features,
            AttentionPlan.causal(length, blocks.gaps()),
            null,
            dropout);
    Tensor asked = Tensors.of(blocks.places(), blocks.places().length);
    Tensor[] keys = new Tensor[layers];
    Tensor[] values = new Tensor[layers];
    for (int layer = 0; layer < layers; layer++) {
      keys[layer] = atFront(encoded.keys()[layer], asked, rowCount);
      values[layer] = atFront(encoded.values()[layer], asked, rowCount);
    }
    return new SequenceEncoder.Encoded(null, keys, values);
  }

  private Tensor atFront(Tensor ofBlocks, Tensor places, int rowCount) {
    long width = ofBlocks.size(2);
    Tensor summaries = ofBlocks.narrow(1, window.stride(), window.summaries()).reshape(-1, width);
    Tensor none = torch.zeros_like(summaries.narrow(0, 0, 1));
    return torch
        .cat(new TensorVector(none, summaries), 0)
        .index_select(0, places)
        .view(rowCount, -1, width);
  }

  private static Tensor tokens(Tensor titles, long[] places, int rowCount) {
    return torch
        .embedding(titles, Tensors.of(places, places.length))
        .view(rowCount, -1, titles.size(1));
  }
}
