package io.playhead.stream;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the newest complete checkpoint: Flink writes {@code JOB/chk-N/_metadata} last. */
public final class RetainedCheckpoints {
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

  /**
   * The newest complete checkpoint of all jobs that have written there; empty: there is none.
   *
   * @param checkpoints folder that Flink's configuration names
   * @throws RunFailure it cannot be read
   */
  public static Optional<Path> newest(Path checkpoints) throws RunFailure {
    if (!Files.isDirectory(checkpoints)) {
      return Optional.empty();
    }
    List<Path> metadata = new ArrayList<>();
    try (DirectoryStream<Path> jobs = Files.newDirectoryStream(checkpoints)) {
      for (Path job : jobs) {
        // Not into what checkpoints share: task managers may be writing and deleting there.
        try (DirectoryStream<Path> complete = Files.newDirectoryStream(job, "chk-*")) {
          complete.forEach(checkpoint -> metadata.add(checkpoint.resolve(METADATA)));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw RunFailure.badInput(
          "--state-dir: " + checkpoints + " cannot be read: " + e.getMessage());
    }
    return metadata.stream()
        .filter(Files::isRegularFile)
        .max(Comparator.comparing(RetainedCheckpoints::written))
        .map(Path::getParent);
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
