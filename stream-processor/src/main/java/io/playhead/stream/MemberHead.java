package io.playhead.stream;

import io.playhead.window.MemberWindow;
import io.playhead.window.WindowPolicy;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of a member's head in keyed state.
 *
 * <pre>
 *   version u8 = 1 | timerAtMs i64 | the window's own bytes, {@link MemberWindow#encode()}
 * </pre>
 */
final class MemberHead {
  private static final int VERSION = 1;
  private static final int WINDOW_OFFSET = 1 + Long.BYTES;

  private MemberHead() {}

  static byte[] encode(MemberRow row) {
    byte[] window = row.window.encode();
    return ByteBuffer.allocate(WINDOW_OFFSET + window.length)
        .put((byte) VERSION)
        .putLong(row.timerAtMs)
        .put(window)
        .array();
  }

  static MemberRow decode(String memberId, byte[] bytes, WindowPolicy policy) throws IOException {
    if (bytes[0] != VERSION) {
      throw new IOException(
          "Member state of version " + bytes[0] + ", this program reads " + VERSION);
    }
    byte[] window = new byte[bytes.length - WINDOW_OFFSET];
    System.arraycopy(bytes, WINDOW_OFFSET, window, 0, window.length);
    return new MemberRow(
        memberId, MemberWindow.decode(window, policy), ByteBuffer.wrap(bytes).getLong(1));
  }
}
