package io.playhead.inference;

import io.playhead.window.Token;
import io.playhead.window.TokenGaps;
import java.util.Arrays;
import java.util.List;

/**
 * What is kept of one member: the keys and values of the summaries of older blocks, then those of
 * the tokens from {@code start} on, never the newest one's, and the history beside them. Belongs to
 * its {@link KeyValueCache}.
 */
final class CacheEntry {
  /** Map node, entry object, id. */
  private static final int ENTRY_BYTES = 300;

  final String memberId;
  final String modelId;
  final int layers;
  final int width;
  long start;
  long summarisedFrom; // first token of the oldest summarised block
  int summaries; // entries before those of tokens
  int count; // entries in all
  long stamp; // of the catalogue whose vectors went in
  History history;
  int[] pages = new int[0];
  private long[] startedMs = new long[0]; // of the tokens, from start on
  long heapBytes; // as last accounted
  boolean live = true; // false once evicted or dropped: its pages are somebody else's

  CacheEntry(String memberId, String modelId, int layers, int width) {
    this.memberId = memberId;
    this.modelId = modelId;
    this.layers = layers;
    this.width = width;
  }

  /** Notes when the next tokens began, the first {@code added} of {@code tokens}. */
  void began(List<Token> tokens, int added) {
    int have = count - summaries;
    if (startedMs.length < have + added) {
      startedMs = Arrays.copyOf(startedMs, have + added + (have + added) / 8);
    }
    for (int i = 0; i < added; i++) {
      startedMs[have + i] = tokens.get(i).startedMs();
    }
  }

  /**
   * How long before {@code queryStartedMs} each of the first entries began, as {@link TokenGaps}.
   */
  void writeGaps(long queryStartedMs, int entryCount, long[] out) {
    for (int i = summaries; i < entryCount; i++) {
      out[i] = TokenGaps.bucket(startedMs[i - summaries], queryStartedMs);
    }
  }

  /** Heap that it takes beside its history. */
  long bytes() {
    return ENTRY_BYTES + 8L * startedMs.length;
  }

  /** Absolute index behind the newest token with keys and values. */
  long end() {
    return start + count - summaries;
  }
}
