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

/**
 * Finds the newest complete checkpoint or savepoint: Flink writes {@code JOB/chk-N/_metadata} and
 * {@code savepoint-JOB-ID/_metadata} last.
 */
public final class RetainedCheckpoints {
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

  /**
   * The newest complete checkpoint or savepoint of all jobs that have written there; empty: there
   * is none.
   *
   * @param folders that Flink's configuration names
   * @throws RunFailure one cannot be read
   */
  public static Optional<Path> newest(Path... folders) throws RunFailure {
    List<Path> metadata = new ArrayList<>();
    for (Path folder : folders) {
      addMetadata(folder, metadata);
    }
    return metadata.stream()
        .filter(Files::isRegularFile)
        .max(Comparator.comparing(RetainedCheckpoints::written))
        .map(Path::getParent);
  }

  private static void addMetadata(Path folder, List<Path> metadata) throws RunFailure {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> jobs = Files.newDirectoryStream(folder)) {
      for (Path job : jobs) {
        metadata.add(job.resolve(METADATA)); // of a savepoint
        // Not into what checkpoints share: task managers may be writing and deleting there.
        try (DirectoryStream<Path> complete = Files.newDirectoryStream(job, "chk-*")) {
          complete.forEach(checkpoint -> metadata.add(checkpoint.resolve(METADATA)));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
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
