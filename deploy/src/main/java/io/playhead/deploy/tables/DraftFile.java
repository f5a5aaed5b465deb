package io.playhead.deploy.tables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is written beside its place, as {@code .NAME.draft-PID}, and moved there when it is
 * whole. A process that is killed leaves the draft, and nothing under the name.
 */
final class DraftFile {
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
    String name = "." + place.getFileName() + ".draft-" + ProcessHandle.current().pid();
    Path draft = folder.resolve(name);
    Files.deleteIfExists(draft); // of a process that was killed and had the same number
    return new DraftFile(place, draft);
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
