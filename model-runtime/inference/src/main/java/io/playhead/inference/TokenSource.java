package io.playhead.inference;

import io.playhead.window.Token;
import java.util.List;

/**
 * One member's tokens, read no further than needed: a cached member costs its newest one or two, a
 * miss the window, and only a new entry the whole retained history.
 */
public interface TokenSource {
  /** All tokens so far, the open one included. */
  long tokenCount();

  /** Absolute index of the oldest token still kept. */
  long firstRetained();

  /** Tokens from {@code fromIndex}, at least {@link #firstRetained()}, to the newest. */
  List<Token> tokens(long fromIndex);

  /** A whole history in memory, for offline use. */
  static TokenSource of(List<Token> tokens) {
    return new TokenSource() {
      @Override
      public long tokenCount() {
        return tokens.size();
      }

      @Override
      public long firstRetained() {
        return 0;
      }

      @Override
      public List<Token> tokens(long fromIndex) {
        return tokens.subList((int) fromIndex, tokens.size());
      }
    };
  }
}
