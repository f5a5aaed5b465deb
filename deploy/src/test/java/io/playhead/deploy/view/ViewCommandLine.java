package io.playhead.deploy.view;

import io.playhead.deploy.local.Home;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code playhead view} with options that keep it from starting, to its end. Test fixture. */
final class ViewCommandLine {
  private static final int LIMIT_SECONDS = 100;

  /** How it ended, and all that it wrote. */
  record Ended(int exitCode, List<String> lines) {}

  private ViewCommandLine() {}

  /**
   * Runs it.
   *
   * @param log file that its output goes to
   */
  static Ended run(Path log, String... options) throws IOException, InterruptedException {
    Path view = Home.ofThisProcess().root().resolve("feature-state/view/target");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.playhead.schemas",
                "-Dlog4j2.configurationFile=classpath:view-log4j2.xml",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                view.resolve("classes")
                    + File.pathSeparator
                    + Files.readString(view.resolve("classpath")).trim(),
                "io.playhead.view.ViewCommand"));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("it runs on: " + Files.readString(log));
      }
      return new Ended(process.exitValue(), Files.readAllLines(log));
    } finally {
      process.destroyForcibly();
    }
  }
}
