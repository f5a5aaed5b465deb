package io.playhead.deploy.bench.view;

import io.playhead.deploy.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Keeps a process on one core, so that a rate is a core's and who asks does not take from it. */
final class OneCore {
  private OneCore() {}

  /** All threads of the process, and those that they start, on that core from now on. */
  static void pin(long pid, int core) {
    on(pid, Integer.toString(core));
  }

  /** All threads of the process on any of that many cores again. */
  static void release(long pid, int cores) {
    on(pid, "0-" + (cores - 1));
  }

  private static void on(long pid, String cores) {
    try {
      Process taskset =
          new ProcessBuilder("taskset", "-a", "-c", "-p", cores, Long.toString(pid))
              .redirectErrorStream(true)
              .start();
      String said = new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (taskset.waitFor() != 0) {
        throw CommandFailure.other("taskset cannot keep a process on core " + cores + ": " + said);
      }
    } catch (IOException e) {
      throw CommandFailure.badInput(
          "bench view needs taskset, and " + e.getMessage() + ": install util-linux", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("interrupted", e);
    }
  }
}
