package io.playhead.deploy.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process of ours with arguments of the test's own. Test fixture. */
public final class SecureProcess implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final ChildProcess process;

  private SecureProcess(ChildProcess process) {
    this.process = process;
  }

  static SecureProcess start(
      String name,
      Path log,
      String classPath,
      String logging,
      Map<String, String> environment,
      String mainClass,
      String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.playhead.schemas",
                "-Dlog4j2.configurationFile=classpath:" + logging,
                "-Xmx512m",
                "-XX:MaxDirectMemorySize=512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                Leash.class.getName(),
                mainClass));
    command.addAll(List.of(arguments));
    return new SecureProcess(ChildProcess.java(name, log, environment, command));
  }

  /** Waits until it has written a line that begins so; fails with the end of its log otherwise. */
  public void awaitLine(String beginning) {
    process.awaitReady(
        LIMIT, () -> process.output().lines().anyMatch(line -> line.startsWith(beginning)));
  }

  /** Waits for its end; fails where it lives on. */
  public int awaitExit() throws InterruptedException {
    Integer code = process.awaitExit(LIMIT);
    if (code == null) {
      throw new AssertionError("it runs on: " + process.output());
    }
    return code;
  }

  /** All that it has written. */
  public String output() {
    return process.output();
  }

  /** What a list of processes shows of it. */
  public String commandLine() throws IOException {
    return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.stop();
  }
}
