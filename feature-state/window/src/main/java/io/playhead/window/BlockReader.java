package io.playhead.window;

import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link BlockWriter} wrote. Bytes that cannot be read end as an {@link
 * IllegalStateException} that names the block and its version: they come out of the job's own
 * state, so that is a broken invariant and no bad input.
 */
final class BlockReader {
  private final String what;
  private final byte[] bytes;
  private final String[] texts;
  private int position;

  /** Of the versions from {@code oldest} to {@code newest}. */
  BlockReader(String what, byte[] bytes, int oldest, int newest) {
    this.what = what;
    this.bytes = bytes;
    if (bytes.length == 0) {
      throw broken("there are no bytes");
    }
    if (bytes[0] < oldest || bytes[0] > newest) {
      throw new IllegalStateException(
          what
              + " has version "
              + bytes[0]
              + ", and this program reads version "
              + (oldest == newest ? newest : oldest + " to " + newest)
              + "; run the program that wrote it or a newer one.");
    }
    position = 1;
    texts = new String[count(1)];
    for (int i = 0; i < texts.length; i++) {
      int byteCount = count(1);
      texts[i] = new String(bytes, position, byteCount, StandardCharsets.UTF_8);
      position += byteCount;
    }
  }

  /** The version of these bytes. */
  int version() {
    return bytes[0];
  }

  long unsigned() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position >= bytes.length) {
        throw broken("they end early");
      }
      byte next = bytes[position++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw broken("a varint is longer than 10 bytes");
  }

  long signed() {
    long code = unsigned();
    return code >>> 1 ^ -(code & 1);
  }

  /** An unsigned number from 0 to {@code max}. */
  int upTo(int max) {
    long value = unsigned();
    if (value < 0 || value > max) {
      throw broken("a number is " + value + ", over " + max);
    }
    return (int) value;
  }

  /** A number of things of at least {@code bytesEach} bytes that are still to come. */
  int count(int bytesEach) {
    int count = upTo(Integer.MAX_VALUE);
    if (count > (bytes.length - position) / bytesEach) {
      throw broken("they end before the " + count + " things that should follow");
    }
    return count;
  }

  /** A text that is never null. */
  String someText() {
    String text = text();
    if (text == null) {
      throw broken("a text is missing");
    }
    return text;
  }

  String text() {
    int place = upTo(texts.length);
    return place == 0 ? null : texts[place - 1];
  }

  double number() {
    long code = unsigned();
    if ((code & 1) == 0) {
      return code >>> 1;
    }
    if (position + 8 > bytes.length) {
      throw broken("they end early");
    }
    long bits = 0;
    for (int shift = 0; shift < 64; shift += 8) {
      bits |= (bytes[position++] & 0xFFL) << shift;
    }
    return Double.longBitsToDouble(bits);
  }

  void end() {
    if (position != bytes.length) {
      throw broken((bytes.length - position) + " bytes follow the end");
    }
  }

  IllegalStateException broken(String why) {
    return new IllegalStateException(
        what
            + " of version "
            + (bytes.length == 0 ? "unknown" : bytes[0])
            + ", "
            + bytes.length
            + " bytes, cannot be read at byte "
            + position
            + ": "
            + why
            + ".");
  }
}
