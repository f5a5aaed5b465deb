package io.playhead.deploy.bench;

import com.sun.management.OperatingSystemMXBean;
import io.playhead.deploy.local.Home;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where and of what a figure was measured.
 *
 * @param processor its name
 * @param cores that this process may use
 * @param memoryGib of the machine
 * @param java version and name of the virtual machine
 * @param commit of the sources, with "-dirty" where they were changed; "unknown" without git
 */
public record Machine(String processor, int cores, long memoryGib, String java, String commit) {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final String UNKNOWN = "unknown";

  /** This machine, and the sources that this process was started from. */
  public static Machine ofThisProcess() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        Math.round(system.getTotalMemorySize() / (double) (1L << 30)),
        System.getProperty("java.version") + " " + System.getProperty("java.vm.name"),
        commitOf(Home.ofThisProcess().root()));
  }

  private static String processorName() {
    try (var lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch"); // not Linux
    }
  }

  private static String commitOf(Path root) {
    try {
      Process git =
          new ProcessBuilder("git", "-C", root.toString(), "describe", "--always", "--dirty")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? commit.trim() : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN; // no git
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    }
  }

  @Override
  public String toString() {
    return "%s, %d cores, %d GiB, Java %s, commit %s"
        .formatted(processor, cores, memoryGib, java, commit);
  }
}
