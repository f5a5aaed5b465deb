package io.playhead.stream;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A record's bytes as read, kept so that it can be put on {@code rejected-events} at any later
 * stage. Long values are cut before they travel: what is cut off lives on in length and hash.
 *
 * @param key key as read, cut to {@link #KEY_BYTES_MAX}; may be null
 * @param valueHead the value, cut to {@link #VALUE_BYTES_MAX}; may be null
 * @param valueBytes length of the whole value; -1: it was null
 * @param cutSha256 SHA-256 of the whole value where it was cut, else empty: {@link #valueSha256}
 *     reckons it when asked, because most events are never rejected
 */
record Original(byte[] key, byte[] valueHead, int valueBytes, String cutSha256) {
  /** A member id has at most 512 characters of at most 3 bytes of UTF-8: 1,536 B. */
  static final int KEY_BYTES_MAX = 2048;

  /** 256 KiB: with key and frame well under a broker's default of 1 MiB a record. */
  static final int VALUE_BYTES_MAX = 262_144;

  static Original of(byte[] key, byte[] value) {
    byte[] keyHead = key == null ? null : head(key, KEY_BYTES_MAX);
    if (value == null) {
      return new Original(keyHead, null, -1, "");
    }
    boolean cut = value.length > VALUE_BYTES_MAX;
    return new Original(
        keyHead, head(value, VALUE_BYTES_MAX), value.length, cut ? sha256(value) : "");
  }

  /** The same, but of the value only how long it was. */
  Original withoutValue() {
    return new Original(key, null, valueBytes, "");
  }

  String valueSha256() {
    return valueHead == null || !cutSha256.isEmpty() ? cutSha256 : sha256(valueHead);
  }

  private static byte[] head(byte[] bytes, int bytesMax) {
    return bytes.length <= bytesMax ? bytes : Arrays.copyOf(bytes, bytesMax);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "This JVM has no SHA-256, which every Java platform must have", e);
    }
  }

  void write(DataOutputView out) throws IOException {
    InFlightSerializer.writeBytes(key, out);
    InFlightSerializer.writeBytes(valueHead, out);
    out.writeInt(valueBytes);
    out.writeUTF(cutSha256);
  }

  static Original read(DataInputView in) throws IOException {
    return new Original(
        InFlightSerializer.readBytes(in),
        InFlightSerializer.readBytes(in),
        in.readInt(),
        in.readUTF());
  }
}
