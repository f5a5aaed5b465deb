package io.playhead.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An earlier model's bundle that an option names: its files, each compared with the manifest's
 * hash. Immutable.
 */
final class EarlierBundle {
  private final String option;
  private final Path folder;
  private final JsonNode manifest;

  private EarlierBundle(String option, Path folder, JsonNode manifest) {
    this.option = option;
    this.folder = folder;
    this.manifest = manifest;
  }

  static EarlierBundle open(String option, Path folder) {
    try {
      byte[] json = Files.readAllBytes(folder.resolve(BundleFolder.MANIFEST));
      return new EarlierBundle(option, folder, new ObjectMapper().readTree(json));
    } catch (IOException e) {
      throw new TrainingException(
          option + "=" + folder + " is no readable bundle: " + e.getMessage() + ".", e);
    }
  }

  JsonNode manifest() {
    return manifest;
  }

  String modelId() {
    return manifest.path("modelId").asText();
  }

  byte[] file(String name) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(folder.resolve(name));
    } catch (IOException e) {
      throw unreadable(e.getMessage(), e);
    }
    String expected = manifest.path("files").path(name).path("sha256").asText();
    if (!Sha256.of(bytes).equals(expected)) {
      throw unreadable(name + " is not the file that its manifest lists", null);
    }
    return bytes;
  }

  /** The same of a file of floats. */
  float[] floats(String name) {
    byte[] bytes = file(name);
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  /** The titles with an ID embedding, in their order. */
  List<String> vocabulary() {
    return new String(file("vocabulary.txt"), StandardCharsets.UTF_8).lines().toList();
  }

  TrainingException unreadable(String why, Exception cause) {
    return new TrainingException(this + " is no readable bundle: " + why + ".", cause);
  }

  /** How a person named it. */
  @Override
  public String toString() {
    return option + "=" + folder;
  }
}
