package io.playhead.window;

import java.util.HashMap;
import java.util.Map;

/** One member's segments on the heap, for offline use and tests. Used by one thread. */
public final class InMemorySegments implements TokenSegments {
  private final Map<Long, byte[]> segments = new HashMap<>(2);

  @Override
  public byte[] read(long index) {
    return segments.get(index);
  }

  @Override
  public void write(long index, byte[] bytes) {
    segments.put(index, bytes);
  }

  @Override
  public void remove(long index) {
    segments.remove(index);
  }

  /** Segments kept. */
  public int count() {
    return segments.size();
  }

  /** Bytes kept. */
  public long bytes() {
    return segments.values().stream().mapToLong(bytes -> bytes.length).sum();
  }
}
