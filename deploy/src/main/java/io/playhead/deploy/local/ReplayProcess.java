package io.playhead.deploy.local;

import io.playhead.deploy.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A replay's job as a child process. One thread. */
public final class ReplayProcess implements AutoCloseable {
  private static final String MAIN = "io.playhead.deploy.replay.ReplayMain";
  private static final String EVENTS = "events ";
  private static final String FAILURE = "failure: ";
  private static final int HEAP_MB = 1_024;
  private static final int DIRECT_MB = 1_536;

  private final Path folder;
  private final ChildProcess process;

  private ReplayProcess(Path folder, ChildProcess process) {
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param folder with the file of its options; its log goes there, too
   * @param restores whether it goes on where one before it stopped
   */
  public static ReplayProcess start(Path folder, boolean restores) {
    List<String> command =
        Stream.of(
                JobJvm.options(HEAP_MB).stream(),
                Stream.of(
                    "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.playhead.schemas",
                    "-Dlog4j2.configurationFile=classpath:playhead-log4j2.xml",
                    "-XX:MaxDirectMemorySize=" + DIRECT_MB + "m",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-cp",
                    Home.ofThisProcess().deployClassPath(),
                    Leash.class.getName(),
                    MAIN,
                    folder.toString()),
                restores ? Stream.of("restore") : Stream.<String>empty())
            .flatMap(arguments -> arguments)
            .toList();
    return new ReplayProcess(
        folder,
        ChildProcess.java(
            "the replay's job", folder.resolve("replay.log"), JobJvm.environment(), command));
  }

  /** Whether it has ended, waiting up to {@code limit}; throws where it has not ended well. */
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    Integer exitCode = process.awaitExit(limit);
    if (exitCode == null) {
      return false;
    }
    if (exitCode == 0) {
      return true;
    }
    String sentence = lastLine(FAILURE);
    if (sentence.isEmpty()) {
      throw process.failure("ended with exit code " + exitCode);
    }
    throw exitCode == 2
        ? CommandFailure.badInput(sentence)
        : CommandFailure.other(sentence + " (" + folder.resolve("replay.log") + ")");
  }

  /** How many events it has read. */
  public long eventsRead() {
    String count = lastLine(EVENTS);
    return count.isEmpty() ? 0 : Long.parseLong(count);
  }

  private String lastLine(String prefix) {
    return process
        .output()
        .lines()
        .filter(line -> line.startsWith(prefix))
        .reduce("", (before, line) -> line.substring(prefix.length()).trim());
  }

  /** Complete checkpoints that it has left. */
  public int checkpoints() {
    Path checkpoints = folder.resolve("state").resolve("checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(checkpoints, 3)) {
      return (int) files.filter(file -> file.endsWith("_metadata")).count();
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // one was removed while we looked
    }
  }

  /** kill -9. */
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.stop();
  }
}
