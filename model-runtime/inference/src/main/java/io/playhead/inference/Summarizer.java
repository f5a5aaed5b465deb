package io.playhead.inference;

import io.playhead.window.AnchoredWindow;
import io.playhead.window.Token;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks of older tokens to the entries that stand for them: a block runs through the step alone,
 * without a cache, with the model's summary vectors behind its tokens, and the keys and values of
 * these are kept. So a block's entries depend on nothing but its tokens, the model and the
 * catalogue, and what is kept of an earlier anchor holds for the next. One thread.
 */
final class Summarizer {
  /** 16 blocks x 66 tokens: one run summarises all that a member has by default. */
  private static final int ROWS_MAX = 16;

  private final Model model;
  private final AnchoredWindow window;
  private final int bytesPerBlock;
  private StepBuffers buffers;

  Summarizer(Model model) {
    this.model = model;
    this.window = model.window();
    this.bytesPerBlock = window.summaries() * model.width() * Float.BYTES;
  }

  /** Of all blocks before the row's window, those it has kept taken over. */
  Summaries of(EncoderRow row, Catalogue catalogue) {
    Summaries all =
        Summaries.allocate(model, row.summarisedFrom(), row.blocks * window.summaries());
    List<Integer> missing = new ArrayList<>();
    for (int block = 0; block < row.blocks; block++) {
      if (!takeOver(row.kept, all, block)) {
        missing.add(block);
      }
    }
    if (missing.isEmpty()) {
      return all;
    }
    long first = all.from() + (long) missing.get(0) * window.stride();
    List<Token> tokens = row.request.tokens().tokens(first);
    for (int from = 0; from < missing.size(); from += ROWS_MAX) {
      List<Integer> blocks = missing.subList(from, Math.min(missing.size(), from + ROWS_MAX));
      run(blocks, missing.get(0), tokens, all, catalogue);
    }
    return all;
  }

  private boolean takeOver(Summaries kept, Summaries all, int block) {
    if (kept == null) {
      return false;
    }
    long start = all.from() + (long) block * window.stride();
    long at = (start - kept.from()) / window.stride();
    if (start < kept.from() || at >= kept.count() / window.summaries()) {
      return false;
    }
    for (int i = 0; i < all.parts().length; i++) {
      ByteBuffer to = all.parts()[i];
      to.put(block * bytesPerBlock, kept.parts()[i], (int) at * bytesPerBlock, bytesPerBlock);
    }
    return true;
  }

  private void run(
      List<Integer> blocks, int first, List<Token> tokens, Summaries all, Catalogue catalogue) {
    int length = window.stride() + window.summaries();
    if (buffers == null) {
      buffers = new StepBuffers(model, ROWS_MAX, 0, length);
    }
    for (int row = 0; row < blocks.size(); row++) {
      int from = (blocks.get(row) - first) * window.stride();
      buffers.setBlock(row, tokens.subList(from, from + window.stride()), catalogue);
    }
    buffers.run(blocks.size(), length); // Of many tokens each: even one takes the same kernels.
    for (int row = 0; row < blocks.size(); row++) {
      for (int i = 0; i < all.parts().length; i++) {
        all.parts()[i].put(
            blocks.get(row) * bytesPerBlock,
            buffers.newPart(i / 2, i % 2),
            buffers.newOffset(row, length, window.stride()),
            bytesPerBlock);
      }
    }
  }
}
