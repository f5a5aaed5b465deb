package io.playhead.deploy.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a report's page. Stateless. */
public final class ReportFile {
  private ReportFile() {}

  /**
   * Puts the page at {@code file}, whole or not at all; its folder is made where needed.
   *
   * @throws IOException the disk's
   */
  public static void write(Path file, Report report) throws IOException {
    // Not Files.writeString, which refuses half a surrogate pair in the charts' data.
    byte[] page = ReportPage.of(report).getBytes(StandardCharsets.UTF_8);
    Path folder = file.toAbsolutePath().normalize().getParent();
    Files.createDirectories(folder);
    // Not a temporary file, which nobody else could read.
    String name = "." + file.getFileName() + ".draft-" + ProcessHandle.current().pid();
    Path draft = folder.resolve(name);
    try {
      Files.write(draft, page);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
