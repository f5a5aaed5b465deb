package io.playhead.deploy;

import io.playhead.schemas.ClientSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a user's own Kafka and registry are, and how they are connected to. */
final class ServersOptions {
  @Option(
      names = "--bootstrap",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Kafka bootstrap servers.")
  private String bootstrap;

  @Option(
      names = "--registry",
      required = true,
      paramLabel = "URL",
      description =
          "Schema registry with Confluent's API, such as http://127.0.0.1:8081/apis/ccompat/v7.")
  private String registry;

  @Mixin private ClientConfigOption clients;

  String bootstrap() {
    return bootstrap;
  }

  String registry() {
    return registry;
  }

  /** The settings; fails with one sentence where they cannot be used. */
  ClientSettings clients() {
    return clients.settings();
  }
}
