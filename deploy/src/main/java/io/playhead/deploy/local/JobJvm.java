package io.playhead.deploy.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The JVM that makes lists: how it takes its memory, and divides and collects its heap. Stateless.
 */
public final class JobJvm {
  /** What glibc reads when a process starts. */
  static final String TUNABLES = "GLIBC_TUNABLES";

  private JobJvm() {}

  /**
   * JVM options for a heap of so many MiB, for a process with {@link #environment()}.
   *
   * <p>What an event leaves behind either dies with its batch or is kept for hours: a third of the
   * heap for the young makes collections rare, and what is alive at two of them in a row goes to
   * the old at once. When it was moved seven times first, each collection moved 19 MB of which 2.4
   * had newly come to stay, in 32 ms; now it takes 10.
   *
   * <p>A list reads titles, histories and tokens all over the heap, and writes some 33 KB of it
   * anew: in pages of 2 MB instead of 4 KB the processor finds them with fewer steps
   * (docs/decisions/0024).
   */
  public static List<String> options(int heapMb) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Xmx" + heapMb + "m",
                "-Xmn" + heapMb / 3 + "m",
                "-XX:MaxTenuringThreshold=1",
                "-XX:+UseSerialGC"));
    if (System.getProperty("os.name").equals("Linux")) { // elsewhere no JVM starts with it
      options.add("-XX:+UseTransparentHugePages");
    }
    return options;
  }

  /**
   * Its environment. glibc asks for large pages too, for keys and values, the model and RocksDB,
   * unless somebody has set its tunables already; ONNX Runtime sends nothing in the version we pin,
   * later ones would unless told.
   */
  public static Map<String, String> environment() {
    String tunables = System.getenv().getOrDefault(TUNABLES, "glibc.malloc.hugetlb=1");
    return Map.of(TUNABLES, tunables, "ORT_DISABLE_TELEMETRY", "1");
  }
}
