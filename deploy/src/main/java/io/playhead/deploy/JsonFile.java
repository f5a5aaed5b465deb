package io.playhead.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a command's results for machines: what {@code --json FILE} asks for. Stateless. */
public final class JsonFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonFile() {}

  /** Writes {@code value} to {@code file}; nothing happens where no file was asked for. */
  public static void write(Path file, Object value) {
    if (file == null) {
      return;
    }
    try {
      if (file.toAbsolutePath().getParent() != null) {
        Files.createDirectories(file.toAbsolutePath().getParent());
      }
      Files.writeString(file, JSON.writeValueAsString(value) + "\n");
    } catch (IOException e) {
      throw CommandFailure.badInput("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
