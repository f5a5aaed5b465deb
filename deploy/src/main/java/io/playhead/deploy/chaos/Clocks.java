package io.playhead.deploy.chaos;

import io.playhead.deploy.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/**
 * Wall clocks of processes that can be made to jump while they run: a library of forty lines of C
 * that the processes load before the system's, compiled here because it must fit the machine. One
 * thread.
 */
final class Clocks {
  private final Path folder;
  private final Path library;

  private Clocks(Path folder, Path library) {
    this.folder = folder;
    this.library = library;
  }

  /** Compiles the library; empty: there is no compiler, or not for this system. */
  static Optional<Clocks> in(Path folder) {
    Path source = folder.resolve("clock.c");
    Path library = folder.resolve("clock.so");
    try (InputStream in = Clocks.class.getResourceAsStream("clock.c")) {
      Files.createDirectories(folder);
      Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
      Process compiler =
          new ProcessBuilder(
                  "cc", "-shared", "-fPIC", "-O2", "-o", library + "", source + "", "-ldl")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("cc.log").toFile())
              .start();
      return compiler.waitFor() == 0 ? Optional.of(new Clocks(folder, library)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // no compiler
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** What is added to the environment of that process, so that its clock can be moved. */
  Map<String, String> environment(String process) {
    if (!Files.exists(file(process))) {
      move(process, 0);
    }
    return Map.of("LD_PRELOAD", library.toString(), "PLAYHEAD_CLOCK", file(process).toString());
  }

  /** From now on its clock shows so much more than the time. */
  void move(String process, long byMs) {
    byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putLong(byMs).array();
    try {
      // In place, never cut to nothing: the process has the file mapped.
      Files.write(file(process), bytes, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw CommandFailure.other(file(process) + " cannot be written: " + e.getMessage(), e);
    }
  }

  private Path file(String process) {
    return folder.resolve(process + ".clock");
  }
}
