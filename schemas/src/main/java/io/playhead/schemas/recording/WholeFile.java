package io.playhead.schemas.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Puts a small file in its place so that whoever looks, after a kill or a power cut too, finds the
 * old content or the new one and never half of it. Stateless.
 */
final class WholeFile {
  private WholeFile() {}

  static void write(Path path, byte[] bytes) throws IOException {
    Path draft = draft(path);
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes it and what a write that was cut off has left. */
  static void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
    Files.deleteIfExists(draft(path));
  }

  private static Path draft(Path path) {
    return path.resolveSibling(path.getFileName() + ".draft");
  }
}
