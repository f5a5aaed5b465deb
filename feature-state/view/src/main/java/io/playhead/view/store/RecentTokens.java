package io.playhead.view.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A member's newest closed tokens, and when the member was last forgotten; a value.
 *
 * <pre>
 *    0         1                    9       10
 *   +---------+--------------------+-------+-----------------------------------------
 *   | version | forgotten at, ms   | count | count x (token index, length, JSON) ...
 *   +---------+--------------------+-------+-----------------------------------------
 *                                             8 bytes      4 bytes
 * </pre>
 *
 * Big-endian, newest token first. Odd case: never forgotten is the smallest long. A member who was
 * forgotten keeps these ten bytes, so that a token that was on its way does not come back.
 */
final class RecentTokens {
  /** Tokens kept: 20 x 400 B = 8 KB a member. */
  static final int COUNT_MAX = 20;

  private static final byte VERSION = 1;
  private static final long NEVER = Long.MIN_VALUE;
  private static final int HEADER_BYTES = 1 + Long.BYTES + 1;
  private static final int TOKEN_HEADER_BYTES = Long.BYTES + Integer.BYTES;

  static final RecentTokens NONE = new RecentTokens(NEVER, List.of());

  private final long forgottenAtMs;
  private final List<Token> tokens;

  private record Token(long index, byte[] json) {}

  private RecentTokens(long forgottenAtMs, List<Token> tokens) {
    this.forgottenAtMs = forgottenAtMs;
    this.tokens = tokens;
  }

  /** The tokens of those bytes; null: none. */
  static RecentTokens decode(byte[] stored) {
    if (stored == null) {
      return NONE;
    }
    ByteBuffer bytes = ByteBuffer.wrap(stored, 1, stored.length - 1);
    long forgottenAtMs = bytes.getLong();
    int count = bytes.get();
    List<Token> tokens = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long index = bytes.getLong();
      byte[] json = new byte[bytes.getInt()];
      bytes.get(json);
      tokens.add(new Token(index, json));
    }
    return new RecentTokens(forgottenAtMs, tokens);
  }

  byte[] encode() {
    int length = HEADER_BYTES;
    for (Token token : tokens) {
      length += TOKEN_HEADER_BYTES + token.json.length;
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(length).put(VERSION).putLong(forgottenAtMs).put((byte) tokens.size());
    for (Token token : tokens) {
      bytes.putLong(token.index).putInt(token.json.length).put(token.json);
    }
    return bytes.array();
  }

  /**
   * With one more token. One that began before the member was forgotten changes nothing; one of an
   * index that is there, which a restart of the job sends again, takes its place.
   */
  RecentTokens with(long index, long startedMs, byte[] json) {
    if (startedMs <= forgottenAtMs) {
      return this;
    }
    List<Token> more = new ArrayList<>(tokens);
    more.removeIf(token -> token.index == index);
    more.add(new Token(index, json));
    more.sort(Comparator.comparingLong(Token::index).reversed());
    return new RecentTokens(
        forgottenAtMs, List.copyOf(more.subList(0, Math.min(more.size(), COUNT_MAX))));
  }

  /** What is left of a member who asked at that time to be forgotten. */
  RecentTokens forgottenAt(long requestedAtMs) {
    return new RecentTokens(Math.max(forgottenAtMs, requestedAtMs), List.of());
  }

  /** Each token's JSON, newest first. */
  List<byte[]> json() {
    return tokens.stream().map(Token::json).toList();
  }
}
