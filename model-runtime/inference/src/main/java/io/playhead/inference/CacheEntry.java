package io.playhead.inference;

/**
 * What is kept of one member: the keys and values of the summaries of older blocks, then those of
 * the tokens from {@code start} on, never the newest one's, and the history beside them. Belongs to
 * its {@link KeyValueCache}.
 */
final class CacheEntry {
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
  long heapBytes; // as last accounted
  boolean live = true; // false once evicted or dropped: its pages are somebody else's

  CacheEntry(String memberId, String modelId, int layers, int width) {
    this.memberId = memberId;
    this.modelId = modelId;
    this.layers = layers;
    this.width = width;
  }

  /** Absolute index behind the newest token with keys and values. */
  long end() {
    return start + count - summaries;
  }
}
