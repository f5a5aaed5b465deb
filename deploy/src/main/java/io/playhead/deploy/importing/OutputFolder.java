package io.playhead.deploy.importing;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A folder that is written as a draft beside its place and takes it when it is whole. A recording
 * that stands there is replaced; any other folder with something in it is refused.
 */
final class OutputFolder {
  private final Path place;
  private final Path draft;

  private OutputFolder(Path place, Path draft) {
    this.place = place;
    this.draft = draft;
  }

  static OutputFolder prepare(Path out) {
    Path place = out.toAbsolutePath().normalize();
    try {
      if (Files.exists(place) && !isReplaceable(place)) {
        throw CommandFailure.badInput(
            out + " is not empty and not a recording: name a new folder, or empty it");
      }
      Files.createDirectories(place.getParent());
      String name = "." + place.getFileName() + ".draft-" + ProcessHandle.current().pid();
      return new OutputFolder(place, Files.createDirectory(place.resolveSibling(name)));
    } catch (IOException e) {
      throw CommandFailure.badInput(out + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static boolean isReplaceable(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty()
          || (Files.isRegularFile(folder.resolve("manifest.json"))
              && Files.isRegularFile(folder.resolve("playback-events.avro")));
    }
  }

  /** Where to write. */
  Path draft() {
    return draft;
  }

  /** Puts the draft in its place. */
  void publish() throws IOException {
    WorkFolder.delete(place);
    Files.move(draft, place);
  }

  /** Removes the draft where it was not published. */
  void discard() {
    try {
      WorkFolder.delete(draft);
    } catch (IOException e) {
      throw CommandFailure.other(draft + " cannot be removed: " + e.getMessage(), e);
    }
  }
}
