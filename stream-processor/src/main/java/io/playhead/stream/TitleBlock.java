package io.playhead.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bytes of some of the titles in broadcast state, a few dozen of them at 10,000 titles. Every
 * subtask writes all of the titles at every checkpoint, and as one state of 10,000 entries that
 * took 20 ms of a core just when everybody had waited for the checkpoint.
 *
 * <pre>
 *   version u8 = 1 | then each title, in the order of ids:
 *   idBytes u16 | id, UTF-8 | wireBytes i32 | the record's value as read from its topic
 * </pre>
 */
final class TitleBlock {
  /** Of all titles, whatever their number; never another, as it says which block a title is in. */
  static final int BLOCKS = 256;

  private static final int VERSION = 1;

  private TitleBlock() {}

  /** Which of the {@link #BLOCKS} a title is in. */
  static int of(String titleId) {
    return Math.floorMod(titleId.hashCode(), BLOCKS);
  }

  /** Values by title id, which are shorter than {@link ControlDecoder#TITLE_BYTES_MAX}. */
  static byte[] encode(Map<String, byte[]> titles) {
    Map<byte[], byte[]> byId = new TreeMap<>(Arrays::compareUnsigned);
    int bytes = 1;
    for (Map.Entry<String, byte[]> title : titles.entrySet()) {
      byte[] id = title.getKey().getBytes(StandardCharsets.UTF_8);
      byId.put(id, title.getValue());
      bytes += Short.BYTES + id.length + Integer.BYTES + title.getValue().length;
    }
    ByteBuffer out = ByteBuffer.allocate(bytes).put((byte) VERSION);
    byId.forEach(
        (id, wire) -> out.putShort((short) id.length).put(id).putInt(wire.length).put(wire));
    return out.array();
  }

  /** The same, in arrays of their own. */
  static Map<String, byte[]> decode(byte[] block) {
    ByteBuffer in = ByteBuffer.wrap(block);
    byte version = in.get();
    if (version != VERSION) {
      throw new IllegalStateException(
          "Block of titles of version " + version + ", this program reads " + VERSION);
    }
    Map<String, byte[]> titles = new TreeMap<>();
    while (in.hasRemaining()) {
      byte[] id = new byte[Short.toUnsignedInt(in.getShort())];
      in.get(id);
      byte[] wire = new byte[in.getInt()];
      in.get(wire);
      titles.put(new String(id, StandardCharsets.UTF_8), wire);
    }
    return titles;
  }
}
