package io.playhead.deploy.local;

import io.playhead.deploy.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds checkpoints and savepoints on disk: folders with the file {@code _metadata}, which Flink
 * writes last and deletes first. Stateless.
 */
public final class SavedFolders {
  private static final String METADATA = "_metadata";
  private static final String CHECKPOINT = "chk-\\d+";

  /** A state folder's checkpoints/JOB/chk-N/_metadata, and one above it. */
  private static final int DEPTH_MAX = 5;

  private static final int TRIES_MAX = 100;

  private SavedFolders() {}

  /** All in those folders; refuses a folder without any. */
  public static List<Path> in(List<Path> named) {
    List<Path> folders = new ArrayList<>();
    for (Path each : named) {
      List<Path> found = in(each, DEPTH_MAX);
      if (found.isEmpty()) {
        throw CommandFailure.badInput(
            "--savepoint " + each + " holds no checkpoint or savepoint: no file " + METADATA);
      }
      folders.addAll(found);
    }
    return folders;
  }

  /** Folders in which a job leaves its checkpoints, of all that were found. */
  public static Set<Path> jobs(List<Path> folders) {
    Set<Path> jobs = new TreeSet<>();
    folders.stream()
        .filter(SavedFolders::isCheckpoint)
        .forEach(folder -> jobs.add(folder.getParent()));
    return jobs;
  }

  /** A job's checkpoints that are there now, the newest first. */
  public static List<Path> checkpoints(Path job) {
    return in(job, 2).stream()
        .filter(SavedFolders::isCheckpoint)
        .sorted(Comparator.comparingLong(SavedFolders::number).reversed())
        .toList();
  }

  /** Whether it is a checkpoint, which a running job replaces, and no savepoint. */
  public static boolean isCheckpoint(Path folder) {
    return folder.getFileName().toString().matches(CHECKPOINT);
  }

  /** Whether it is complete and still there. */
  public static boolean isThere(Path folder) {
    return Files.exists(folder.resolve(METADATA));
  }

  private static long number(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
  }

  /** All below that folder; none where there is no such folder. */
  public static List<Path> below(Path folder) {
    return in(folder, DEPTH_MAX);
  }

  private static List<Path> in(Path folder, int depthMax) {
    for (int tries = 1; Files.isDirectory(folder); tries++) {
      try (Stream<Path> files = Files.walk(folder.toAbsolutePath().normalize(), depthMax)) {
        return files.filter(file -> file.endsWith(METADATA)).map(Path::getParent).sorted().toList();
      } catch (UncheckedIOException e) {
        // A running job deletes what it has replaced, at any moment of a walk.
        if (!(e.getCause() instanceof NoSuchFileException) || tries == TRIES_MAX) {
          throw CommandFailure.badInput(folder + " cannot be read: " + e.getCause(), e);
        }
      } catch (IOException e) {
        throw CommandFailure.badInput(folder + " cannot be read: " + e, e);
      }
    }
    return List.of();
  }
}
