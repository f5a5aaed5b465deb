package io.playhead.stream;

import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.RegistrySchemaIds;
import io.playhead.schemas.SchemaIds;
import java.nio.file.Path;

/**
 * Look-ups in the registry at an address. Goes to the tasks in Flink's job graph, with the name of
 * the settings' file in it: each task reads it where it runs, so no secret is in the graph, and a
 * new one is read when the task starts again.
 *
 * @param url such as {@code http://127.0.0.1:8081/apis/ccompat/v7}
 * @param settingsFile of the client; null: none
 */
record RegistryFactory(String url, String settingsFile) implements SchemaIdsFactory {
  RegistryFactory(String url, ClientSettings clients) {
    this(url, clients.file() == null ? null : clients.file().toString());
  }

  @Override
  public SchemaIds open() {
    return new RegistrySchemaIds(
        url, ClientSettings.read(settingsFile == null ? null : Path.of(settingsFile)));
  }
}
