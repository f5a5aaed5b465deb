package io.playhead.inference;

import ai.onnxruntime.OrtException;
import io.playhead.window.ContextFeatures;
import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import io.playhead.window.TokenFeatures;
import io.playhead.window.TokenGaps;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The tensors of one kind of run of step.onnx, reused run after run: at most {@code rowsMax} rows,
 * {@code pastLength} cached and {@code newLength} new tokens a row. One thread. Whatever a row does
 * not use is zero, so that nothing of a former batch can reach a result.
 */
final class StepBuffers {
  private static final ByteBuffer ZEROS = Direct.bytes(16 << 10).asReadOnlyBuffer();

  private final Model model;
  private final int width;
  private final int rowsMax;
  private final int pastLength;
  private final int newLength;
  private final FloatBuffer titleVectors;
  private final LongBuffer tokenFeatures;
  private final LongBuffer contextFeatures;
  private final LongBuffer pastGaps;
  private final LongBuffer newGaps;
  private final LongBuffer pastLengths;
  private final LongBuffer summaryLengths;
  private final LongBuffer newLengths;
  private final ByteBuffer[] past; // 2 x layer + part
  private final ByteBuffer[] fresh;
  private final FloatBuffer memberVector;
  private final int[] pastUsed; // per row: entries that are not zero
  private final float[] vector;
  private final long[] gapScratch;
  private final long[] tokenScratch;
  private final long[] contextScratch = new long[ContextFeatures.COUNT];

  StepBuffers(Model model, int rowsMax, int pastLength, int newLength) {
    this.model = model;
    this.width = model.width();
    this.rowsMax = rowsMax;
    this.pastLength = pastLength;
    this.newLength = newLength;
    this.titleVectors = Direct.floats(rowsMax * newLength * width);
    this.tokenFeatures = Direct.longs(rowsMax * newLength * TokenFeatures.COUNT);
    this.contextFeatures = Direct.longs(rowsMax * ContextFeatures.COUNT);
    this.pastGaps = Direct.longs(rowsMax * newLength * pastLength);
    this.newGaps = Direct.longs(rowsMax * newLength * newLength);
    this.pastLengths = Direct.longs(rowsMax);
    this.summaryLengths = Direct.longs(rowsMax);
    this.newLengths = Direct.longs(rowsMax);
    this.past = parts(rowsMax * pastLength);
    this.fresh = parts(rowsMax * newLength);
    this.memberVector = Direct.floats(rowsMax * width);
    this.pastUsed = new int[rowsMax];
    this.vector = new float[width];
    this.gapScratch = new long[Math.max(pastLength, newLength)];
    this.tokenScratch = new long[newLength * TokenFeatures.COUNT];
  }

  /** Rows at most. */
  int rowsMax() {
    return rowsMax;
  }

  /** Fills a row with what is new; at most {@code newLength} tokens. */
  void setNew(
      int row, int rowLength, List<Token> tokens, RequestContext context, Catalogue catalogue) {
    setTokens(row, rowLength, tokens, catalogue);
    ContextFeatures.write(context, contextScratch, 0);
    contextFeatures.put(row * ContextFeatures.COUNT, contextScratch);
  }

  /** Fills a row with a block to be summarised: its tokens, then the model's summary vectors. */
  void setBlock(int row, List<Token> block, Catalogue catalogue) {
    setTokens(row, newLength, block, catalogue);
    clearContext(row);
    titleVectors.put((row * newLength + block.size()) * width, model.summaryVectors());
    newLengths.put(row, newLength);
    setPast(row, newLength, block, null, null, 0);
  }

  /** Fills a row's cache with summaries alone, which have no time. */
  void setPast(int row, int rowLength, Summaries summaries) {
    Arrays.fill(gapScratch, 0);
    for (int i = 0; i < rowLength; i++) {
      pastGaps.put((row * rowLength + i) * pastLength, gapScratch, 0, pastLength);
    }
    int used = summaries.count() * width * Float.BYTES;
    int offset = row * pastLength * width * Float.BYTES;
    for (int i = 0; i < past.length; i++) {
      past[i].put(offset, summaries.parts()[i], 0, used);
      zero(past[i], offset + used, offset + pastUsed[row] * width * Float.BYTES);
    }
    pastUsed[row] = summaries.count();
    pastLengths.put(row, summaries.count());
    summaryLengths.put(row, summaries.count());
  }

  /**
   * Fills a row's cached keys and values, and how long before its new tokens they began.
   *
   * @param tokens the new ones
   * @param entry null: it has none
   * @param count how many of its entries the row sees, from the first on
   */
  void setPast(
      int row,
      int rowLength,
      List<Token> tokens,
      KeyValueCache cache,
      CacheEntry entry,
      int count) {
    for (int i = 0; i < rowLength; i++) {
      Arrays.fill(gapScratch, 0);
      if (i < tokens.size() && count > 0) {
        entry.writeGaps(tokens.get(i).startedMs(), count, gapScratch);
      }
      pastGaps.put((row * rowLength + i) * pastLength, gapScratch, 0, pastLength);
    }
    for (int i = 0; i < past.length; i++) {
      int offset = row * pastLength * width * Float.BYTES;
      if (count > 0) {
        cache.read(entry, i / 2, i % 2, count, past[i], offset);
      }
      zero(
          past[i],
          offset + count * width * Float.BYTES,
          offset + pastUsed[row] * width * Float.BYTES);
    }
    pastUsed[row] = count;
    pastLengths.put(row, count);
    summaryLengths.put(row, entry == null ? 0 : entry.summaries);
  }

  /** A row nobody asked for. */
  void setEmpty(int row, int rowLength) {
    setTokens(row, rowLength, List.of(), null);
    clearContext(row);
    setPast(row, rowLength, List.of(), null, null, 0);
  }

  /** Runs the first {@code rows} rows with {@code rowLength} new tokens each. */
  void run(int rows, int rowLength) {
    try (Tensors in = new Tensors(model.environment());
        Tensors out = new Tensors(model.environment())) {
      in.add(Signature.TITLE_VECTORS, titleVectors, rows, rowLength, width);
      in.add(Signature.TOKEN_FEATURES, tokenFeatures, rows, rowLength, TokenFeatures.COUNT);
      in.add(Signature.CONTEXT_FEATURES, contextFeatures, rows, ContextFeatures.COUNT);
      in.add(Signature.PAST_GAPS, pastGaps, rows, rowLength, pastLength);
      in.add(Signature.NEW_GAPS, newGaps, rows, rowLength, rowLength);
      in.add(Signature.PAST_LENGTHS, pastLengths, rows);
      in.add(Signature.SUMMARY_LENGTHS, summaryLengths, rows);
      in.add(Signature.NEW_LENGTHS, newLengths, rows);
      out.add(Signature.MEMBER_VECTOR, memberVector, rows, width);
      for (int i = 0; i < past.length; i++) {
        in.add(Signature.past(i / 2, i % 2), past[i].asFloatBuffer(), rows, pastLength, width);
        out.add(Signature.fresh(i / 2, i % 2), fresh[i].asFloatBuffer(), rows, rowLength, width);
      }
      model.runStep(in.byName(), out.byName());
    } catch (OrtException e) {
      throw new IllegalStateException("a batch could not be handed to model " + model.id(), e);
    }
  }

  /** The vector of a row after {@link #run}. */
  float[] memberVector(int row) {
    float[] result = new float[width];
    memberVector.get(row * width, result);
    return result;
  }

  /** New keys and values after {@link #run}, 2 x layer + part. */
  ByteBuffer[] newParts() {
    return fresh;
  }

  /** New keys (part 0) or values (part 1) of a layer after {@link #run}. */
  ByteBuffer newPart(int layer, int part) {
    return fresh[2 * layer + part];
  }

  /** Byte offset in {@link #newPart} of a token of a row, after a run of {@code rowLength}. */
  int newOffset(int row, int rowLength, int token) {
    return (row * rowLength + token) * width * Float.BYTES;
  }

  private void setTokens(int row, int rowLength, List<Token> tokens, Catalogue catalogue) {
    int count = tokens.size();
    for (int i = 0; i < count; i++) {
      catalogue.copyInput(tokens.get(i).titleId(), vector);
      titleVectors.put((row * rowLength + i) * width, vector);
      TokenFeatures.write(tokens.get(i), tokenScratch, i * TokenFeatures.COUNT);
    }
    Arrays.fill(vector, 0);
    for (int i = count; i < rowLength; i++) {
      titleVectors.put((row * rowLength + i) * width, vector);
    }
    int features = rowLength * TokenFeatures.COUNT;
    Arrays.fill(tokenScratch, count * TokenFeatures.COUNT, features, 0);
    tokenFeatures.put(row * features, tokenScratch, 0, features);
    newLengths.put(row, count);
    setNewGaps(row, rowLength, tokens);
  }

  /** Of each new token to those up to it; nobody looks ahead, and padding has no time. */
  private void setNewGaps(int row, int rowLength, List<Token> tokens) {
    for (int query = 0; query < rowLength; query++) {
      Arrays.fill(gapScratch, 0, rowLength, 0);
      for (int key = 0; key <= query && query < tokens.size(); key++) {
        gapScratch[key] =
            TokenGaps.bucket(tokens.get(key).startedMs(), tokens.get(query).startedMs());
      }
      newGaps.put((row * rowLength + query) * rowLength, gapScratch, 0, rowLength);
    }
  }

  private void clearContext(int row) {
    Arrays.fill(contextScratch, 0);
    contextFeatures.put(row * ContextFeatures.COUNT, contextScratch);
  }

  private ByteBuffer[] parts(int tokens) {
    ByteBuffer[] parts = new ByteBuffer[2 * model.layers()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = Direct.bytes(Math.multiplyExact(tokens * width, Float.BYTES));
    }
    return parts;
  }

  /** Copied, as that costs a fraction of putting one value after the other. */
  private static void zero(ByteBuffer buffer, int from, int to) {
    for (int at = from; at < to; at += ZEROS.capacity()) {
      buffer.put(at, ZEROS, 0, Math.min(ZEROS.capacity(), to - at));
    }
  }
}
