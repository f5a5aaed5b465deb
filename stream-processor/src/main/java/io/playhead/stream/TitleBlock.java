package io.playhead.stream;

import com.github.luben.zstd.Zstd;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bytes of some of the titles in broadcast state, a few dozen of them at 10,000 titles. Every
 * subtask writes all of the titles at every checkpoint, and as one state of 10,000 entries that
 * took 20 ms of a core just when everybody had waited for the checkpoint. A block is compressed
 * when a title of it changes, to half with eight titles in it, to a quarter with thousands.
 *
 * <pre>
 *   version u8 = 2 | a Zstandard frame (RFC 8878) of each title, in the order of ids:
 *   idBytes u16 | id, UTF-8 | wireBytes i32 | the record's value as read from its topic
 * </pre>
 *
 * Version 1, which is still read, is not compressed.
 */
final class TitleBlock {
  /** Of all titles, whatever their number; never another, as it says which block a title is in. */
  static final int BLOCKS = 256;

  private static final int VERSION = 2;
  private static final int PLAIN = 1;

  /** At a million titles a block has a megabyte, which takes 3 ms; levels below save hardly any. */
  private static final int LEVEL = 3;

  private TitleBlock() {}

  /** Which of the {@link #BLOCKS} a title is in. */
  static int of(String titleId) {
    return Math.floorMod(titleId.hashCode(), BLOCKS);
  }

  /** Values by title id, which are shorter than {@link ControlDecoder#TITLE_BYTES_MAX}. */
  static byte[] encode(Map<String, byte[]> titles) {
    Map<byte[], byte[]> byId = new TreeMap<>(Arrays::compareUnsigned);
    int bytes = 0;
    for (Map.Entry<String, byte[]> title : titles.entrySet()) {
      byte[] id = title.getKey().getBytes(StandardCharsets.UTF_8);
      byId.put(id, title.getValue());
      bytes += Short.BYTES + id.length + Integer.BYTES + title.getValue().length;
    }
    ByteBuffer out = ByteBuffer.allocate(bytes);
    byId.forEach(
        (id, wire) -> out.putShort((short) id.length).put(id).putInt(wire.length).put(wire));
    byte[] frame = Zstd.compress(out.array(), LEVEL);
    return ByteBuffer.allocate(1 + frame.length).put((byte) VERSION).put(frame).array();
  }

  /** The same, in arrays of their own. */
  static Map<String, byte[]> decode(byte[] block) {
    ByteBuffer in = plain(block);
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

  private static ByteBuffer plain(byte[] block) {
    byte version = block[0];
    if (version == PLAIN) {
      return ByteBuffer.wrap(block, 1, block.length - 1);
    }
    if (version != VERSION) {
      throw new IllegalStateException(
          "Block of titles of version " + version + ", this program reads up to " + VERSION);
    }
    byte[] frame = Arrays.copyOfRange(block, 1, block.length);
    int bytes = Math.toIntExact(Zstd.getFrameContentSize(frame));
    return ByteBuffer.wrap(Zstd.decompress(frame, bytes));
  }
}
