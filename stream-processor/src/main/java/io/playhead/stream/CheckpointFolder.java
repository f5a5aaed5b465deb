package io.playhead.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One folder below a state folder's checkpoints, as it was when it was listed: {@code JOB/chk-N/}
 * with what is that checkpoint's alone, {@code JOB/shared/} with what checkpoints share, of this
 * job and of those that went on from it. Files come and go while a job runs.
 *
 * @param files all files below it
 */
record CheckpointFolder(Path folder, Set<Path> files) {
  static final String METADATA = "_metadata";

  private static final Pattern JOB = Pattern.compile("[0-9a-f]{32}");
  private static final String CHECKPOINT = "chk-\\d+";

  /** What Flink calls a file of state. */
  private static final Pattern STATE_FILE =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** Those that are there, in any order; none where there is no such folder. */
  static List<CheckpointFolder> list(Path checkpoints) throws IOException {
    List<CheckpointFolder> found = new ArrayList<>();
    for (Path folder : folders(checkpoints)) {
      found.add(new CheckpointFolder(folder, filesBelow(folder)));
    }
    return found;
  }

  /** The folders alone, without a look into them. */
  static Set<Path> folders(Path checkpoints) throws IOException {
    Set<Path> folders = new TreeSet<>();
    if (Files.isDirectory(checkpoints)) {
      try (DirectoryStream<Path> all =
          Files.newDirectoryStream(checkpoints, file -> Files.isDirectory(file))) {
        all.forEach(folders::add);
      }
    }
    return folders;
  }

  private static Set<Path> filesBelow(Path folder) throws IOException {
    Set<Path> files = new HashSet<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // deleted by the running job meanwhile
            }
            throw e;
          }
        });
    return files;
  }

  /** Whether a job made it, and no person. */
  boolean isOfJob() {
    return JOB.matcher(folder.getFileName().toString()).matches();
  }

  /** Folders of its complete checkpoints. */
  Set<Path> complete() {
    return files.stream()
        .filter(file -> file.endsWith(METADATA))
        .map(Path::getParent)
        .collect(Collectors.toSet());
  }

  /**
   * Whether {@code file}, somewhere below, is Flink's: all that is in a checkpoint's own folder,
   * begun or complete, and elsewhere what has a name of Flink's.
   */
  boolean isOfFlink(Path file) {
    return folder.relativize(file).getName(0).toString().matches(CHECKPOINT)
        || STATE_FILE.matcher(file.getFileName().toString()).matches();
  }

  /**
   * Names of the files that a complete checkpoint needs. They stand in its metadata as they are,
   * whatever kind of state they are part of: so no kind is overlooked, and at worst a file that is
   * not needed counts as needed.
   */
  static Set<String> namesIn(Path checkpoint) throws IOException {
    byte[] metadata = Files.readAllBytes(checkpoint.resolve(METADATA));
    return STATE_FILE
        .matcher(new String(metadata, StandardCharsets.ISO_8859_1))
        .results()
        .map(found -> found.group())
        .collect(Collectors.toSet());
  }
}
