package io.playhead.window;

import java.util.List;

/**
 * The bytes of a full segment: closed tokens that never change again.
 *
 * <pre>
 * block, version 1 ({@link BlockWriter}): count unsigned, tokens ({@link TokenBytes})
 * </pre>
 */
final class TokenSegment {
  static final int VERSION = 1;

  private TokenSegment() {}

  static byte[] encode(List<Token> tokens) {
    BlockWriter out = new BlockWriter();
    out.unsigned(tokens.size());
    TokenBytes.write(tokens, out);
    return out.toBytes(VERSION);
  }

  static List<Token> decode(byte[] bytes) {
    BlockReader in = new BlockReader("Token segment", bytes, VERSION, VERSION);
    int count = in.count(8);
    List<Token> tokens = TokenBytes.read(count, in);
    in.end();
    return tokens;
  }
}
