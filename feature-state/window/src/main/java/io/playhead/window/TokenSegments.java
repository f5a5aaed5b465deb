package io.playhead.window;

/**
 * Where a member's full segments of closed tokens are kept: keyed RocksDB state in the job, a map
 * in tests and training. Called on the thread that owns the member.
 */
public interface TokenSegments {
  /** Bytes of segment {@code index}, or null where there is none. */
  byte[] read(long index);

  /** Keeps the bytes of segment {@code index}. */
  void write(long index, byte[] bytes);

  /** Drops segment {@code index}; nothing happens where there is none. */
  void remove(long index);
}
