package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Memory of a Java process with the serial collector, after a full collection.
 *
 * @param heapMb used on its heap, what was allocated since the collection too
 * @param oldMb of it in the old generation: what is reachable, of a process that goes on working
 * @param residentMb of the process
 * @param nativeMb of it outside the heap's addresses: direct buffers, stacks, code, classes, and
 *     what native libraries allocate
 */
public record ProcessMemory(double heapMb, double oldMb, double residentMb, double nativeMb) {
  private static final double KB_PER_MB = 1024;

  /** Collects, and looks at once. */
  public static ProcessMemory of(long pid) {
    jcmd(pid, "GC.run");
    HeapInfo heap = HeapInfo.parse(jcmd(pid, "GC.heap_info"));
    long residentKb = ProcText.field(read(pid, "status"), "VmRSS");
    long heapResidentKb = ProcText.residentKb(read(pid, "smaps"), heap.from(), heap.to());
    return new ProcessMemory(
        heap.usedKb() / KB_PER_MB,
        heap.oldKb() / KB_PER_MB,
        residentKb / KB_PER_MB,
        (residentKb - heapResidentKb) / KB_PER_MB);
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      return ""; // not Linux
    }
  }

  private static String jcmd(long pid, String command) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process process =
          new ProcessBuilder(jcmd, Long.toString(pid), command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw CommandFailure.other("jcmd " + command + " failed: " + said);
      }
      return said;
    } catch (IOException e) {
      throw CommandFailure.other("jcmd cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("interrupted", e);
    }
  }
}
