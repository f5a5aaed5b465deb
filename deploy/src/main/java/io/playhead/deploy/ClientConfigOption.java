package io.playhead.deploy;

import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.ClientSettingsException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --client-config} of every command that talks to a user's Kafka or registry. */
public final class ClientConfigOption {
  @Option(
      names = "--client-config",
      paramLabel = "FILE",
      description =
          "Properties file of Kafka's client settings (security.protocol, sasl.*, ssl.*), and of"
              + " the registry's after schema.registry. Default: plain connections.")
  private Path file;

  /** The settings; fails with one sentence where they cannot be used. */
  public ClientSettings settings() {
    return read(file);
  }

  /** Those of a file; null: none. */
  public static ClientSettings read(Path file) {
    try {
      return ClientSettings.read(file);
    } catch (ClientSettingsException e) {
      throw CommandFailure.badInput(e.getMessage(), e);
    }
  }
}
