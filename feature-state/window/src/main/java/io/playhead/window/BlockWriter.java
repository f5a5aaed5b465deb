package io.playhead.window;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a block, or a part of one: numbers and texts one after the other, each text once. What has
 * been written stays as it is, so whoever keeps a part can append to it.
 *
 * <pre>
 * +---------+--------+
 * | version | body   |
 * | 1 byte  | owner's|
 * +---------+--------+
 * varint:  7 bits a byte, lowest first, high bit set: more follow; at most 10 bytes
 * signed:  varint of the zigzag code (0, -1, 1, -2, ... are 0, 1, 2, 3, ...)
 * text:    varint; 0: null; n, of n and more texts before in this part: the n-th of them; one more
 *          than those: a new one, of which byteCount (varint) and UTF-8 follow
 * own text:  varint; 0: null; n: a text of n - 1 bytes of UTF-8, which follow
 * </pre>
 *
 * Blocks of older versions have all texts in front; {@link BlockReader} reads both.
 */
final class BlockWriter {
  private byte[] bytes;
  private int length;
  private String[] texts = {};
  private int[] hashes = {}; // of the texts: those lie side by side
  private int textCount;

  /** For a part of a block; {@code bytesExpected} can be exceeded. */
  BlockWriter(int bytesExpected) {
    bytes = new byte[bytesExpected];
  }

  /** A block of that version; {@code bytesExpected}, at least 1, can be exceeded. */
  static BlockWriter ofVersion(int version, int bytesExpected) {
    BlockWriter block = new BlockWriter(bytesExpected);
    block.bytes[block.length++] = (byte) version;
    return block;
  }

  int length() {
    return length;
  }

  void unsigned(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  void signed(long value) {
    unsigned(value << 1 ^ value >> 63);
  }

  void text(String text) {
    if (text == null) {
      unsigned(0);
      return;
    }
    int hash = text.hashCode();
    for (int i = 0; i < textCount; i++) {
      if (hashes[i] == hash && texts[i].equals(text)) {
        unsigned(i + 1L);
        return;
      }
    }
    if (textCount == texts.length) {
      texts = Arrays.copyOf(texts, Math.max(8, 2 * textCount));
      hashes = Arrays.copyOf(hashes, texts.length);
    }
    texts[textCount] = text;
    hashes[textCount++] = hash;
    unsigned(textCount);
    utf8(text, 0);
  }

  void ownText(String text) {
    if (text == null) {
      unsigned(0);
    } else {
      utf8(text, 1);
    }
  }

  private void utf8(String text, int more) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    unsigned(utf8.length + (long) more);
    append(utf8, 0, utf8.length);
  }

  /** A number that is not negative or NaN; whole numbers are short. */
  void number(double value) {
    long whole = (long) value;
    boolean isWhole = whole >= 0 && whole < 1L << 52 && Double.compare(whole, value) == 0;
    unsigned(isWhole ? whole << 1 : 1);
    if (!isWhole) {
      room(8);
      long bits = Double.doubleToLongBits(value);
      for (int shift = 0; shift < 64; shift += 8) {
        bytes[length++] = (byte) (bits >>> shift);
      }
    }
  }

  /** A part, from byte {@code from} of it on. */
  void append(BlockWriter part, int from) {
    append(part.bytes, from, part.length - from);
  }

  private void append(byte[] source, int from, int count) {
    room(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  /** Drops the first bytes of a part that has no texts but own ones. */
  void dropFirst(int count) {
    System.arraycopy(bytes, count, bytes, 0, length - count);
    length -= count;
  }

  /** Starts the part again. */
  void clear() {
    length = 0;
    textCount = 0;
    Arrays.fill(texts, null);
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
  }
}
