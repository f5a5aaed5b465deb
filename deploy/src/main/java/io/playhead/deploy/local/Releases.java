package io.playhead.deploy.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.ModelRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Announces a bundle: the record that makes the job load it. Stateless. */
public final class Releases {
  /** The channel that the job follows when it is not told another. */
  public static final String CHANNEL = "default";

  private Releases() {}

  /** A release of the bundle in {@code folder}, in force from the beginning. */
  public static ModelRelease of(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    Path manifest = absolute.resolve("manifest.json");
    Path signature = absolute.resolve("manifest.sig");
    try {
      byte[] bytes = Files.readAllBytes(manifest);
      JsonNode modelId = new ObjectMapper().readTree(bytes).path("modelId");
      if (!modelId.isTextual()) {
        throw CommandFailure.badInput(manifest + " has no modelId: this is not a model bundle");
      }
      return ModelRelease.newBuilder()
          .setChannel(CHANNEL)
          .setModelId(modelId.textValue())
          .setBundleUri(absolute.toUri().toString())
          .setManifestSha256(
              HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
          .setSignature(Files.exists(signature) ? Files.readString(signature).trim() : null)
          .setEffectiveFromMs(0)
          .build();
    } catch (IOException e) {
      throw CommandFailure.badInput(
          "the bundle " + absolute + " cannot be read: " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
