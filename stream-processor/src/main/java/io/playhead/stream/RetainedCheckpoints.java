package io.playhead.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the newest complete checkpoint or savepoint: Flink writes {@code JOB/chk-N/_metadata} and
 * {@code savepoint-JOB-ID/_metadata} last.
 */
final class RetainedCheckpoints {
  private static final String METADATA = "_metadata";

  private RetainedCheckpoints() {}

  /**
   * Folder of the checkpoint to go on from; empty: none is to be used.
   *
   * @param folders where checkpoints and savepoints stand; need not be there
   */
  static Optional<Path> find(String restore, Path... folders) throws RunFailure {
    return switch (restore) {
      case "none" -> Optional.empty();
      case "latest" -> newest(folders);
      default -> {
        Path named = Path.of(restore).toAbsolutePath().normalize();
        if (!Files.isRegularFile(named.resolve(METADATA))) {
          throw RunFailure.badInput(
              "--restore="
                  + restore
                  + " is no checkpoint: there is no file "
                  + named.resolve(METADATA));
        }
        yield Optional.of(named);
      }
    };
  }

  private static Optional<Path> newest(Path... folders) throws RunFailure {
    List<Path> all = new ArrayList<>();
    for (Path folder : folders) {
      all.addAll(complete(folder));
    }
    return all.stream()
        .max(Comparator.comparing(RetainedCheckpoints::written))
        .map(Path::getParent);
  }

  private static List<Path> complete(Path folder) throws RunFailure {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, 3)) {
      return files.filter(file -> file.endsWith(METADATA)).toList();
    } catch (IOException e) {
      throw RunFailure.badInput("--state-dir: " + folder + " cannot be read: " + e.getMessage());
    }
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
