package io.playhead.inference;

import java.nio.charset.StandardCharsets;

/**
 * Texts as Avro's binary encoding has them (specification, "Primitive Types"): the length in bytes
 * n, then UTF-8.
 *
 * <pre>
 *    0                        k            k + n
 *   +------------------------+------------+
 *   | 2n, 7 bits a byte, the | n B of     |
 *   | low ones first, k B    | UTF-8      |
 *   +------------------------+------------+
 * </pre>
 *
 * All but the last byte of the length have their high bit set; up to 63 B of text k is 1.
 * Stateless.
 */
final class AvroText {
  private static final int GROUP_BITS = 7;
  private static final int MORE = 1 << GROUP_BITS;

  private AvroText() {}

  /** That text. */
  static byte[] of(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int lengthBytes = 1;
    for (int left = 2 * utf8.length; left >= MORE; left >>>= GROUP_BITS) {
      lengthBytes++;
    }
    byte[] bytes = new byte[lengthBytes + utf8.length];
    int left = 2 * utf8.length;
    for (int i = 0; i < lengthBytes; i++) {
      int more = i < lengthBytes - 1 ? MORE : 0;
      bytes[i] = (byte) (left & (MORE - 1) | more);
      left >>>= GROUP_BITS;
    }
    System.arraycopy(utf8, 0, bytes, lengthBytes, utf8.length);
    return bytes;
  }
}
