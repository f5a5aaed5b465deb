package io.playhead.inference;

import java.nio.ByteBuffer;

/**
 * Keys and values of the entries that consecutive older blocks stand for, oldest first.
 *
 * @param from absolute index of the oldest block's first token
 * @param count entries
 * @param parts 2 x layer + part (0 keys, 1 values): f32 [count, width], native order
 */
record Summaries(long from, int count, ByteBuffer[] parts) {
  static Summaries allocate(Model model, long from, int count) {
    ByteBuffer[] parts = new ByteBuffer[2 * model.layers()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = Direct.bytes(count * model.width() * Float.BYTES);
    }
    return new Summaries(from, count, parts);
  }
}
