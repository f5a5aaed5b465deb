package io.playhead.inference;

import io.playhead.window.AnchoredWindow;
import io.playhead.window.Token;
import java.util.List;

/** One member on the way through a batch: what was asked, what is cached, what came out. */
final class EncoderRow {
  final Request request;
  final long country; // of the request: an AvailableIn.code
  final long tokenCount;
  final long windowStart;
  final int blocks; // before the window, seen through summaries
  private final int blockTokens;
  CacheEntry entry; // to read keys and values from, and to append to; null: served without
  History history; // of [first retained, some end before the newest token)
  Summaries kept; // of an earlier anchor; null: none
  List<Token> tokens; // of the window, those without keys and values; the newest one last
  boolean repeatsLast; // the first of them has keys and values, which are not looked at
  float[] memberVector;

  EncoderRow(Request request, AnchoredWindow window) {
    this.request = request;
    this.country = AvailableIn.code(request.context().country());
    this.tokenCount = request.tokens().tokenCount();
    long firstRetained = request.tokens().firstRetained();
    this.windowStart = Math.max(window.anchor(tokenCount), firstRetained);
    this.blocks = window.blocksBefore(windowStart, firstRetained);
    this.blockTokens = blocks * window.stride();
  }

  /** Absolute index of the oldest token that the model sees. */
  long summarisedFrom() {
    return windowStart - blockTokens;
  }

  /** Whether the row runs on cached keys and values. */
  boolean cached() {
    return entry != null && entry.count > 0;
  }

  /** Cached entries that it looks at. */
  int pastCount() {
    return cached() ? entry.count - (repeatsLast ? 1 : 0) : 0;
  }

  /** Whether summaries have to be computed or taken over before it can run. */
  boolean needsSummaries() {
    return blocks > 0 && !cached();
  }

  /** The newest token; null: the member has none. */
  Token newest() {
    return tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
  }

  /** Its entry went for others of the same batch: the whole window then, without a cache. */
  void readWindowAgain() {
    entry = null;
    kept = null;
    repeatsLast = false;
    tokens = request.tokens().tokens(windowStart);
  }
}
