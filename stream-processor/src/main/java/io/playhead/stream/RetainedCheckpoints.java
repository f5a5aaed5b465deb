package io.playhead.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the newest complete checkpoint: Flink writes {@code JOB/chk-N/_metadata} last. */
final class RetainedCheckpoints {
  private static final String METADATA = "_metadata";

  private RetainedCheckpoints() {}

  /** Folder of the checkpoint to go on from; empty: none is to be used. */
  static Optional<Path> find(String restore, Path checkpoints) throws RunFailure {
    return switch (restore) {
      case "none" -> Optional.empty();
      case "latest" -> newest(checkpoints);
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

  private static Optional<Path> newest(Path checkpoints) throws RunFailure {
    if (!Files.isDirectory(checkpoints)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(checkpoints, 3)) {
      return files
          .filter(file -> file.endsWith(METADATA))
          .max(Comparator.comparing(RetainedCheckpoints::written))
          .map(Path::getParent);
    } catch (IOException e) {
      throw RunFailure.badInput(
          "--state-dir: " + checkpoints + " cannot be read: " + e.getMessage());
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
