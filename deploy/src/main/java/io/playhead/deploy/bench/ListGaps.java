package io.playhead.deploy.bench;

/** How long no list came to the topic, and when the first one of a new model did. One thread. */
final class ListGaps {
  private static final long NONE = -1;

  private String awaitedModel; // null: none is awaited
  private long releasedMs = NONE;
  private long firstMs = NONE;
  private long lastMs = NONE;
  private long longestMs;
  private boolean ofAwaited;

  /** That model was released now. */
  void released(String modelId) {
    awaitedModel = modelId;
    releasedMs = System.currentTimeMillis();
    firstMs = NONE;
  }

  /** The next page appended is that model's. */
  void model(String modelId) {
    ofAwaited = modelId.equals(awaitedModel);
  }

  /** A page was appended then; partitions are read in runs, so an earlier one may come later. */
  void appended(long atMs) {
    if (lastMs != NONE && atMs - lastMs > longestMs) {
      longestMs = atMs - lastMs;
    }
    lastMs = Math.max(lastMs, atMs);
    if (ofAwaited && firstMs == NONE) {
      firstMs = atMs;
    }
  }

  long longestMs() {
    return longestMs;
  }

  /** From the release to the first list of its model; NaN: there was none. */
  double takeOverMs() {
    return firstMs == NONE ? Double.NaN : firstMs - releasedMs;
  }

  /** Forgets gaps, and starts from the next page. */
  void clear() {
    longestMs = 0;
    lastMs = NONE;
  }
}
