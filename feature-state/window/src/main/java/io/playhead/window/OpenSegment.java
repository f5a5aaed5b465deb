package io.playhead.window;

import java.util.ArrayList;
import java.util.List;

/**
 * Final tokens that do not fill a segment yet. Once its bytes were asked for they are kept up with
 * it: a token is appended. Of one window.
 */
final class OpenSegment {
  private final List<Token> tokens = new ArrayList<>();
  private BlockWriter written; // null: not yet

  static OpenSegment readFrom(int count, BlockReader in) {
    OpenSegment open = new OpenSegment();
    open.tokens.addAll(TokenBytes.read(count, in));
    return open;
  }

  /** The tokens, to be read. */
  List<Token> tokens() {
    return tokens;
  }

  int size() {
    return tokens.size();
  }

  void add(Token token) {
    tokens.add(token);
    if (written != null) {
      append(tokens.size() - 1);
    }
  }

  void clear() {
    tokens.clear();
    if (written != null) {
      written.clear();
    }
  }

  /** The tokens' bytes, a part of a block. */
  BlockWriter bytes() {
    if (written == null) {
      written = new BlockWriter(512);
      for (int i = 0; i < tokens.size(); i++) {
        append(i);
      }
    }
    return written;
  }

  private void append(int place) {
    TokenBytes.write(tokens.get(place), place == 0 ? null : tokens.get(place - 1), written);
  }
}
