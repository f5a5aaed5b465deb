package io.playhead.deploy.bench.view;

import io.playhead.deploy.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory of a Java process after a full collection.
 *
 * @param heapMb used on its heap
 * @param residentMb of the process
 */
record ProcessMemory(double heapMb, double residentMb) {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  static ProcessMemory of(long pid) {
    jcmd(pid, "GC.run");
    // "def new generation total .. used ..K", "tenured generation ..", "Metaspace .."
    String heap = jcmd(pid, "GC.heap_info").split("Metaspace")[0];
    long usedKb = 0;
    for (Matcher used = USED.matcher(heap); used.find(); ) {
      usedKb += Long.parseLong(used.group(1));
    }
    return new ProcessMemory(usedKb / 1024.0, residentKb(pid) / 1024.0);
  }

  private static long residentKb(long pid) {
    try {
      Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
      return resident.find() ? Long.parseLong(resident.group(1)) : 0;
    } catch (IOException e) {
      return 0; // not Linux
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
