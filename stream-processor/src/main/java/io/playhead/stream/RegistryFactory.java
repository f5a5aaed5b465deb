package io.playhead.stream;

import io.playhead.schemas.RegistrySchemaIds;
import io.playhead.schemas.SchemaIds;

/**
 * Look-ups in the registry at an address.
 *
 * @param url such as {@code http://127.0.0.1:8081/apis/ccompat/v7}
 */
record RegistryFactory(String url) implements SchemaIdsFactory {
  @Override
  public SchemaIds open() {
    return new RegistrySchemaIds(url);
  }
}
