package io.playhead.window;

import java.util.List;

/**
 * The bytes of a full segment: closed tokens that never change again.
 *
 * <pre>
 * block, version 2 ({@link BlockWriter}); of version 1, still read, all texts stand in front
 *   count   unsigned
 *   tokens  {@link TokenBytes}, a part
 * </pre>
 */
final class TokenSegment {
  static final int VERSION = 2;

  private TokenSegment() {}

  static byte[] encode(OpenSegment full) {
    BlockWriter out = BlockWriter.ofVersion(VERSION, 8 + full.bytes().length());
    out.unsigned(full.size());
    out.append(full.bytes(), 0);
    return out.toBytes();
  }

  static List<Token> decode(byte[] bytes) {
    BlockReader in = new BlockReader("Token segment", bytes, VERSION, 2);
    int count = in.count(8);
    List<Token> tokens = TokenBytes.read(count, in);
    in.end();
    return tokens;
  }
}
