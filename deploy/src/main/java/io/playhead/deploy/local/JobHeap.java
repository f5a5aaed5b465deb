package io.playhead.deploy.local;

import java.util.List;

/** How a JVM that makes lists divides and collects its heap. Stateless. */
public final class JobHeap {
  private JobHeap() {}

  /**
   * JVM options for a heap of so many MiB.
   *
   * <p>What an event leaves behind either dies with its batch or is kept for hours: a third of the
   * heap for the young makes collections rare, and what is alive at two of them in a row goes to
   * the old at once. Copied up to fifteen times first, 2.4 of the 19 MB that each collection moved
   * were new, and it took 32 ms.
   */
  public static List<String> options(int heapMb) {
    return List.of(
        "-Xmx" + heapMb + "m",
        "-Xmn" + heapMb / 3 + "m",
        "-XX:MaxTenuringThreshold=1",
        "-XX:+UseSerialGC");
  }
}
