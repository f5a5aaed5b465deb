package io.playhead.inference;

import io.playhead.window.AnchoredWindow;
import io.playhead.window.Token;
import java.util.List;

/** One member on the way through a batch: what was asked, what is cached, what came out. */
final class EncoderRow {
  final Request request;
  final long tokenCount;
  final long windowStart;
  CacheEntry entry; // to read keys and values from, and to append to; null: served without
  History history; // of [first retained, some end before the newest token)
  List<Token> tokens; // of the window, those without keys and values; the newest one last
  float[] memberVector;

  EncoderRow(Request request) {
    this.request = request;
    this.tokenCount = request.tokens().tokenCount();
    this.windowStart =
        Math.max(AnchoredWindow.anchor(tokenCount), request.tokens().firstRetained());
  }

  /** Whether the row runs on cached keys and values. */
  boolean cached() {
    return entry != null && entry.count > 0;
  }

  /** The newest token; null: the member has none. */
  Token newest() {
    return tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
  }

  /** Its entry went for others of the same batch: the whole window then, without a cache. */
  void readWindowAgain() {
    entry = null;
    tokens = request.tokens().tokens(windowStart);
  }
}
