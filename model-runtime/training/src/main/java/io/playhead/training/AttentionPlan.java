package io.playhead.training;

import io.playhead.window.AnchoredWindow;
import io.playhead.window.TokenGaps;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Who may look at whom, and from which place: what all layers of one forward pass share. Queries
 * are new tokens; keys are cached entries, then the new tokens. A token's place is its distance to
 * the query, a summary's is counted from the newest one, behind all distances.
 *
 * @param past of the cached entries; null: there is no cache
 * @param fresh of the new tokens
 */
record AttentionPlan(Part past, Part fresh) {
  // Far below any score, far above overflow; its exponential is 0 in float32.
  private static final float HIDDEN = -1e9f;

  /**
   * What is added to the scores of each layer, learned biases and mask: f32 [B or 1, heads, T, P +
   * T].
   *
   * @param places [heads, places], the biases by relative position
   * @param times [heads, buckets], those by relative time
   */
  Tensor bias(Tensor places, Tensor times) {
    Tensor ofFresh = fresh.bias(places, times);
    if (past == null) {
      return ofFresh;
    }
    Tensor ofPast = past.bias(places, times);
    long batch = Math.max(ofPast.size(0), ofFresh.size(0));
    return torch.cat(
        new TensorVector(
            ofPast.expand(batch, -1, fresh.queries(), -1), ofFresh.expand(batch, -1, -1, -1)),
        3);
  }

  /**
   * One of the two kinds of keys.
   *
   * @param rows 1 where all rows of the batch are alike, else B
   * @param queries new tokens T, or 1 where all are alike
   * @param keys entries S
   * @param places i64 [rows x T x S], columns of the bias table
   * @param mask f32 [rows, 1, T, S], 0 or a large negative
   * @param gaps i64 [B x T x S], buckets of {@link TokenGaps}; null: nothing here has a time
   */
  record Part(int rows, int queries, int keys, Tensor places, Tensor mask, Tensor gaps) {
    /** The learned biases and the mask: f32 [rows or B, heads, T, S]. */
    private Tensor bias(Tensor table, Tensor times) {
      Tensor byPlace = spread(table.index_select(1, places), rows).add(mask);
      if (gaps == null) {
        return byPlace.add(times.select(1, 0).view(1, -1, 1, 1));
      }
      int batch = (int) (gaps.numel() / ((long) keys * queries));
      return byPlace.add(spread(times.index_select(1, gaps), batch));
    }

    private Tensor spread(Tensor biases, int of) {
      return biases.view(biases.size(0), of, queries, keys).transpose(0, 1);
    }
  }

  /**
   * Windows from their start, padded on the right, which no valid token can see.
   *
   * @param gaps [B x T x T]
   */
  static AttentionPlan causal(int length, long[] gaps) {
    return new AttentionPlan(null, fresh(length, gaps));
  }

  /** The same behind {@code lengths} summaries a row, padded to {@code size}. */
  static AttentionPlan behindSummaries(
      long[] lengths, int size, int length, long[] gaps, AnchoredWindow window) {
    Grid past = new Grid(lengths.length, 1, size);
    for (int row = 0; row < lengths.length; row++) {
      for (int key = 0; key < size; key++) {
        past.set(row, 0, key, key < lengths[row], window.lengthMax() + lengths[row] - 1 - key);
      }
    }
    return new AttentionPlan(past.toPart(null), fresh(length, gaps));
  }

  /**
   * New tokens after caches of {@code pastLengths} entries, the first {@code summaryLengths} of
   * them summaries, padded to {@code pastSize}, as the graph of a step does it.
   */
  static AttentionPlan of(
      long[] pastLengths,
      long[] summaryLengths,
      int pastSize,
      int length,
      Gaps gaps,
      AnchoredWindow window) {
    Grid past = new Grid(pastLengths.length, length, pastSize);
    for (int row = 0; row < pastLengths.length; row++) {
      for (int query = 0; query < length; query++) {
        for (int key = 0; key < pastSize; key++) {
          long distance = Math.min(window.lengthMax() - 1L, pastLengths[row] + query - key);
          boolean isSummary = key < summaryLengths[row];
          long place = isSummary ? window.lengthMax() + summaryLengths[row] - 1 - key : distance;
          past.set(row, query, key, key < pastLengths[row], place);
        }
      }
    }
    return new AttentionPlan(
        pastSize == 0 ? null : past.toPart(gaps.past()), fresh(length, gaps.fresh()));
  }

  /**
   * Gaps of new tokens.
   *
   * @param past [B x T x P] to the cached entries
   * @param fresh [B x T x T] to the new tokens
   */
  record Gaps(long[] past, long[] fresh) {}

  private static Part fresh(int length, long[] gaps) {
    Grid fresh = new Grid(1, length, length);
    for (int query = 0; query < length; query++) {
      for (int key = 0; key < length; key++) {
        fresh.set(0, query, key, key <= query, query - key);
      }
    }
    return fresh.toPart(gaps);
  }

  /** A part in the making. */
  private static final class Grid {
    private final int rows;
    private final int queries;
    private final int keys;
    private final long[] places;
    private final float[] mask;

    Grid(int rows, int queries, int keys) {
      this.rows = rows;
      this.queries = queries;
      this.keys = keys;
      this.places = new long[rows * queries * keys];
      this.mask = new float[places.length];
    }

    void set(int row, int query, int key, boolean visible, long place) {
      int at = (row * queries + query) * keys + key;
      places[at] = visible ? place : 0;
      mask[at] = visible ? 0 : HIDDEN;
    }

    Part toPart(long[] gaps) {
      return new Part(
          rows,
          queries,
          keys,
          Tensors.of(places, places.length),
          Tensors.of(mask, rows, 1, queries, keys),
          gaps == null ? null : Tensors.of(gaps, gaps.length));
    }
  }
}
