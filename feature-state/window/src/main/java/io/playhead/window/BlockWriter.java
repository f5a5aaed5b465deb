package io.playhead.window;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a block: bytes with a version and a table of the texts in them, each text once.
 *
 * <pre>
 * +---------+-----------+----------------------------------+--------+
 * | version | textCount | textCount x ( byteCount, UTF-8 ) | body   |
 * | 1 byte  | varint    |               varint             | owner's|
 * +---------+-----------+----------------------------------+--------+
 * varint:  7 bits a byte, lowest first, high bit set: more follow; at most 10 bytes
 * signed:  varint of the zigzag code (0, -1, 1, -2, ... are 0, 1, 2, 3, ...)
 * text:    varint; 0: null, n: text n - 1 of the table, which is in the order of first use
 * </pre>
 */
final class BlockWriter {
  private byte[] body = new byte[512];
  private int length;
  private final Map<String, Integer> places = new HashMap<>();
  private final List<byte[]> texts = new ArrayList<>();
  private int textBytes;

  void unsigned(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      body[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    body[length++] = (byte) rest;
  }

  void signed(long value) {
    unsigned(value << 1 ^ value >> 63);
  }

  void text(String text) {
    if (text == null) {
      unsigned(0);
      return;
    }
    Integer place = places.get(text);
    if (place == null) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      texts.add(utf8);
      textBytes += utf8.length + 5;
      place = texts.size();
      places.put(text, place);
    }
    unsigned(place);
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
        body[length++] = (byte) (bits >>> shift);
      }
    }
  }

  byte[] toBytes(int version) {
    BlockWriter head = new BlockWriter();
    head.room(1 + 10 + textBytes);
    head.body[head.length++] = (byte) version;
    head.unsigned(texts.size());
    for (byte[] utf8 : texts) {
      head.unsigned(utf8.length);
      head.room(utf8.length);
      System.arraycopy(utf8, 0, head.body, head.length, utf8.length);
      head.length += utf8.length;
    }
    byte[] bytes = Arrays.copyOf(head.body, head.length + length);
    System.arraycopy(body, 0, bytes, head.length, length);
    return bytes;
  }

  private void room(int more) {
    if (length + more > body.length) {
      body = Arrays.copyOf(body, Math.max(length + more, 2 * body.length));
    }
  }
}
