package io.playhead.deploy.tables;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is written beside its place, as {@code .NAME.draft-PID}, and moved there when it is
 * whole. A process that is killed leaves the draft, and nothing under the name; the next one that
 * writes the same file removes it.
 */
final class DraftFile {
  private static final String DRAFT = ".draft-";

  private final Path place;
  private final Path draft;

  private DraftFile(Path place, Path draft) {
    this.place = place;
    this.draft = draft;
  }

  /** Makes the folder where needed; the draft itself is for the caller to create. */
  static DraftFile of(Path place) throws IOException {
    Path folder = place.toAbsolutePath().normalize().getParent();
    Files.createDirectories(folder);
    String prefix = "." + place.getFileName() + DRAFT;
    removeAbandoned(folder, prefix);
    return new DraftFile(place, folder.resolve(prefix + ProcessHandle.current().pid()));
  }

  private static void removeAbandoned(Path folder, String prefix) throws IOException {
    try (DirectoryStream<Path> drafts =
        Files.newDirectoryStream(folder, file -> isAbandoned(file, prefix))) {
      for (Path draft : drafts) {
        Files.deleteIfExists(draft);
      }
    }
  }

  /** Whether it is a draft of nobody who still runs: an own one is that of a former process. */
  private static boolean isAbandoned(Path file, String prefix) {
    String name = file.getFileName().toString();
    if (!name.startsWith(prefix) || !name.substring(prefix.length()).matches("\\d{1,18}")) {
      return false;
    }
    long pid = Long.parseLong(name.substring(prefix.length()));
    return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
  }

  /** Where to write. */
  Path path() {
    return draft;
  }

  /** Puts it in its place. */
  void publish() throws IOException {
    Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes it, unless published. */
  void discard() throws IOException {
    Files.deleteIfExists(draft);
  }
}
