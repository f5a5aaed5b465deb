package io.playhead.window;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what {@link BlockWriter} wrote. Bytes that cannot be read end as an {@link
 * IllegalStateException} that names the block and its version: they come out of the job's own
 * state, so that is a broken invariant and no bad input.
 */
final class BlockReader {
  private final String what;
  private final byte[] bytes;
  private final boolean textsInFront;
  private final List<String> texts = new ArrayList<>(); // of the part that is being read
  private int position;

  /**
   * Of the versions from 1 to {@code newest}.
   *
   * @param textsInPlace first version that has each text where it is used first; those before have
   *     textCount and all texts, byteCount and UTF-8 each, behind the version
   */
  BlockReader(String what, byte[] bytes, int newest, int textsInPlace) {
    this.what = what;
    this.bytes = bytes;
    if (bytes.length == 0) {
      throw broken("there are no bytes");
    }
    if (bytes[0] < 1 || bytes[0] > newest) {
      throw new IllegalStateException(
          what
              + " has version "
              + bytes[0]
              + ", and this program reads version "
              + (newest == 1 ? 1 : "1 to " + newest)
              + "; run the program that wrote it or a newer one.");
    }
    position = 1;
    textsInFront = bytes[0] < textsInPlace;
    if (textsInFront) {
      int count = count(1);
      for (int i = 0; i < count; i++) {
        texts.add(utf8(upTo(Integer.MAX_VALUE)));
      }
    }
  }

  /** A part begins, with texts of its own where they stand in place. */
  void beginPart() {
    if (!textsInFront) {
      texts.clear();
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
    return some(text());
  }

  /** What must not be null. */
  String some(String text) {
    if (text == null) {
      throw broken("a text is missing");
    }
    return text;
  }

  String text() {
    int place = upTo(textsInFront ? texts.size() : texts.size() + 1);
    if (place == 0) {
      return null;
    }
    if (place > texts.size()) {
      texts.add(utf8(upTo(Integer.MAX_VALUE)));
    }
    return texts.get(place - 1);
  }

  /** A text of its own; in versions with all texts in front those had none. */
  String ownText() {
    if (textsInFront) {
      return text();
    }
    int code = upTo(Integer.MAX_VALUE);
    return code == 0 ? null : utf8(code - 1);
  }

  private String utf8(int byteCount) {
    if (byteCount > bytes.length - position) {
      throw broken("they end within a text of " + byteCount + " bytes");
    }
    String text = new String(bytes, position, byteCount, StandardCharsets.UTF_8);
    position += byteCount;
    return text;
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
