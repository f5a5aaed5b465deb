package io.playhead.stream;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What earlier jobs left in the folder of checkpoints and no job will delete. A job that goes on
 * from a checkpoint owns the files which that one needs, and Flink deletes those in time; the
 * checkpoint before it, and what was under way when a process was killed, would stay for ever.
 *
 * <p>Which files these are is decided once, before the new job is submitted ({@link LeftBehind}).
 * They are deleted once the new job has two checkpoints of its own: until then the one before is
 * what a person can go back to. Not thread-safe.
 */
public final class OrphanedCheckpoints {
  /** As many as a job retains. */
  private static final int OWN_MIN = ClusterSettings.RETAINED_CHECKPOINTS;

  private final Path checkpoints;
  private final Path restored;
  private final Map<Path, Set<Path>> filesBefore = new HashMap<>();
  private LeftBehind left; // null: it could not be seen
  private String refusal; // null: they may go
  private boolean pending = true;

  private OrphanedCheckpoints(Path checkpoints, Path restored) {
    this.checkpoints = checkpoints;
    this.restored = restored;
  }

  /**
   * Looks at what is there. Called while no job writes there.
   *
   * @param restored checkpoint or savepoint that a new job will go on from
   */
  public static OrphanedCheckpoints behind(Path restored, Path checkpoints) {
    OrphanedCheckpoints found = new OrphanedCheckpoints(checkpoints, restored);
    try {
      found.look();
    } catch (IOException e) {
      found.refusal = e.toString();
    }
    return found;
  }

  private void look() throws IOException {
    List<CheckpointFolder> folders = CheckpointFolder.list(checkpoints);
    folders.forEach(folder -> filesBefore.put(folder.folder(), folder.files()));
    left = LeftBehind.by(restored, folders);
  }

  /** Whether {@link #deleteOnceReplaced} has still something to do. */
  public boolean isPending() {
    return pending;
  }

  /**
   * Deletes them if the new job has checkpoints enough; called every second or so.
   *
   * @return what a person should know; empty: nothing, or not yet
   */
  public Optional<String> deleteOnceReplaced() {
    try {
      if (!pending || (refusal == null && !isReplaced())) {
        return Optional.empty();
      }
      pending = false;
      if (refusal == null) {
        refusal = writesOfOthers();
      }
      return refusal == null ? delete() : Optional.of(stay(refusal));
    } catch (IOException e) {
      pending = false;
      return Optional.of(stay(e.toString()));
    }
  }

  private String stay(String why) {
    return "warning: checkpoints of earlier jobs stay in " + checkpoints + ": " + why;
  }

  private boolean isReplaced() throws IOException {
    if (restored.startsWith(checkpoints)
        && Files.exists(restored.resolve(CheckpointFolder.METADATA))) {
      return false; // the new job's, which deletes it when it has better ones
    }
    for (Path folder : CheckpointFolder.folders(checkpoints)) {
      if (!filesBefore.containsKey(folder) && completeCount(folder) >= OWN_MIN) {
        return true;
      }
    }
    return false;
  }

  private static int completeCount(Path folder) throws IOException {
    int complete = 0;
    try (var all = Files.newDirectoryStream(folder, "chk-*")) {
      for (Path checkpoint : all) {
        complete += Files.exists(checkpoint.resolve(CheckpointFolder.METADATA)) ? 1 : 0;
      }
    }
    return complete;
  }

  /** Whoever else writes here may need what looks left behind; null: nobody does. */
  private String writesOfOthers() throws IOException {
    int added = 0;
    for (CheckpointFolder now : CheckpointFolder.list(checkpoints)) {
      Set<Path> before = filesBefore.get(now.folder());
      added += before == null ? 1 : 0;
      if (added > 1 || (before != null && !before.containsAll(now.files()))) {
        return "files came to "
            + now.folder()
            + " meanwhile; if another job writes there, give each a --state-dir of its own; the next"
            + " start looks again";
      }
    }
    return null;
  }

  private Optional<String> delete() throws IOException {
    // Metadata first: where deleting ends half-way, nobody takes the rest for a checkpoint.
    List<Path> metadataFirst =
        left.files().stream()
            .sorted(Comparator.comparing(file -> !file.endsWith(CheckpointFolder.METADATA)))
            .toList();
    int deleted = 0;
    for (Path file : metadataFirst) {
      deleted += Files.deleteIfExists(file) ? 1 : 0;
    }
    deleteEmptyFolders();
    return deleted == 0
        ? Optional.empty()
        : Optional.of("deleted: " + deleted + " files of checkpoints that earlier jobs left");
  }

  private void deleteEmptyFolders() throws IOException {
    for (CheckpointFolder folder : left.folders()) {
      List<Path> deepestFirst;
      try (Stream<Path> all = Files.walk(folder.folder())) {
        deepestFirst = all.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
      }
      for (Path each : deepestFirst) {
        try {
          Files.delete(each);
        } catch (DirectoryNotEmptyException e) {
          // The new job needs what is in there.
        }
      }
    }
  }
}
