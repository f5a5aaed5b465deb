package io.playhead.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.xerial.snappy.Snappy;

/**
 * The bytes of some of the titles in broadcast state, a few dozen of them at 10,000 titles. Every
 * subtask writes all of the titles at every checkpoint, and as one state of 10,000 entries that
 * took 20 ms of a core just when everybody had waited for the checkpoint. A block is compressed
 * when a title of it changes, to a quarter.
 *
 * <pre>
 *   version u8 = 2 | Snappy, its block format, of each title, in the order of ids:
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
    byte[] compressed = new byte[1 + Snappy.maxCompressedLength(bytes)];
    compressed[0] = VERSION;
    try {
      int length = Snappy.compress(out.array(), 0, bytes, compressed, 1);
      return Arrays.copyOf(compressed, 1 + length);
    } catch (IOException e) {
      throw new IllegalStateException("titles cannot be compressed", e);
    }
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
    try {
      byte[] plain = new byte[Snappy.uncompressedLength(block, 1, block.length - 1)];
      Snappy.uncompress(block, 1, block.length - 1, plain, 0);
      return ByteBuffer.wrap(plain);
    } catch (IOException e) {
      throw new IllegalStateException("Block of titles that cannot be uncompressed", e);
    }
  }
}
