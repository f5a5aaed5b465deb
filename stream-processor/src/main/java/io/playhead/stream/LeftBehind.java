package io.playhead.stream;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.runtime.checkpoint.Checkpoints;

/**
 * Decides what of earlier jobs nobody will need once a new job goes on from a checkpoint or
 * savepoint: it never needs a file of theirs that this one does not need.
 *
 * @param folders of earlier jobs to which nobody goes back
 * @param files of theirs that may go
 */
record LeftBehind(List<CheckpointFolder> folders, Set<Path> files) {
  /**
   * Of {@code all}, which no job writes to.
   *
   * @param restored checkpoint or savepoint that the new job goes on from
   */
  static LeftBehind by(Path restored, List<CheckpointFolder> all) throws IOException {
    Set<String> needed = CheckpointFolder.namesIn(restored);
    List<CheckpointFolder> left = new ArrayList<>();
    for (CheckpointFolder folder : all) {
      if (folder.isOfJob() && isBehind(folder, restored)) {
        left.add(folder);
      } else {
        for (Path other : folder.complete()) {
          needed.addAll(CheckpointFolder.namesIn(other));
        }
      }
    }
    Set<Path> files = new TreeSet<>();
    for (CheckpointFolder folder : left) {
      folder.files().stream()
          .filter(file -> folder.isOfFlink(file) && !file.startsWith(restored))
          .filter(file -> !needed.contains(file.getFileName().toString()))
          .forEach(files::add);
    }
    return new LeftBehind(left, files);
  }

  /**
   * Whether nobody goes back there. A job that goes on from another counts its checkpoints on from
   * there: one with a higher number is of another line, or newer than what somebody chose.
   */
  private static boolean isBehind(CheckpointFolder folder, Path restored) throws IOException {
    for (Path checkpoint : folder.complete()) {
      if (!checkpoint.equals(restored)
          && (number(checkpoint) >= number(restored) || !writtenBefore(checkpoint, restored))) {
        return false;
      }
    }
    return true;
  }

  private static boolean writtenBefore(Path checkpoint, Path other) throws IOException {
    return Files.getLastModifiedTime(checkpoint.resolve(CheckpointFolder.METADATA))
            .compareTo(Files.getLastModifiedTime(other.resolve(CheckpointFolder.METADATA)))
        < 0;
  }

  private static long number(Path checkpoint) throws IOException {
    Path metadata = checkpoint.resolve(CheckpointFolder.METADATA);
    try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
      return Checkpoints.loadCheckpointMetadata(
              in, LeftBehind.class.getClassLoader(), metadata.toString())
          .getCheckpointId();
    }
  }
}
