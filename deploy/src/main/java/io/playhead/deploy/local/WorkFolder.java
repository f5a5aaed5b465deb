package io.playhead.deploy.local;

import io.playhead.deploy.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** An empty folder for local mode's data and logs, removed at the end unless it is to be kept. */
public final class WorkFolder implements AutoCloseable {
  private final Path path;
  private final boolean keep;

  private WorkFolder(Path path, boolean keep) {
    this.path = path;
    this.keep = keep;
  }

  /** Empties {@code path}, or makes it. */
  public static WorkFolder fresh(Path path, boolean keep) {
    try {
      delete(path);
      Files.createDirectories(path);
      return new WorkFolder(path.toAbsolutePath().normalize(), keep);
    } catch (IOException e) {
      throw CommandFailure.badInput(path + " cannot be made: " + e.getMessage(), e);
    }
  }

  /** A new one where temporary files go, removed at the end. */
  public static WorkFolder temporary(String prefix) {
    try {
      return fresh(Files.createTempDirectory(prefix), false);
    } catch (IOException e) {
      throw CommandFailure.other("no temporary folder can be made: " + e.getMessage(), e);
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Removes {@code folder} and all in it; nothing happens where there is none. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public void close() {
    if (keep) {
      return;
    }
    try {
      delete(path);
    } catch (IOException e) {
      throw CommandFailure.other(path + " cannot be removed: " + e.getMessage(), e);
    }
  }
}
