package io.playhead.deploy.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.Releases;
import io.playhead.schemas.ModelRelease;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bundles to release: copies of one, each with an id of its own, and such as are not what their
 * manifest says. One thread.
 */
final class Models {
  private final Path bundle;
  private final Path folder;
  private String newestId;
  private int count;

  Models(Path bundle, Path folder) {
    this.bundle = bundle;
    this.folder = folder;
  }

  /** A model that nobody has seen yet. */
  ModelRelease next() {
    try {
      Path copy = copy();
      Path manifest = copy.resolve("manifest.json");
      ObjectMapper json = new ObjectMapper();
      ObjectNode fields = (ObjectNode) json.readTree(manifest.toFile());
      String id = "chaos-" + count;
      fields.put("modelId", id);
      json.writerWithDefaultPrettyPrinter().writeValue(manifest.toFile(), fields);
      Files.deleteIfExists(copy.resolve("manifest.sig"));
      newestId = id;
      return Releases.of(copy);
    } catch (IOException e) {
      throw CommandFailure.badInput(bundle + " cannot be copied: " + e.getMessage(), e);
    }
  }

  /** A bundle with one bit of its graph turned over. */
  ModelRelease corrupt() {
    try {
      Path copy = copy();
      Path step = copy.resolve("step.onnx");
      byte[] bytes = Files.readAllBytes(step);
      bytes[bytes.length / 2] ^= 1;
      Files.write(step, bytes);
      return Releases.of(copy);
    } catch (IOException e) {
      throw CommandFailure.badInput(bundle + " cannot be copied: " + e.getMessage(), e);
    }
  }

  /** Id of the newest model that may serve. */
  String newestId() {
    return newestId;
  }

  private Path copy() throws IOException {
    Path copy = folder.resolve("bundle-" + ++count);
    Files.createDirectories(copy);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(bundle)) {
      for (Path file : files) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }
}
