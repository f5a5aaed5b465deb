package io.playhead.schemas;

import org.apache.avro.Schema;

/**
 * The registry as decoders and encoders see it. Implementations may be called from many threads.
 */
public interface SchemaIds {
  /**
   * The id under which today's schema of that topic is registered.
   *
   * @throws UnknownSchemaException the registry answered and does not have it
   * @throws RegistryUnreachableException the registry gave no usable answer; try again
   */
  int idOf(String topic);

  /**
   * The schema of that id.
   *
   * @throws UnknownSchemaException the registry answered and does not have it
   * @throws RegistryUnreachableException the registry gave no usable answer; try again
   */
  Schema schemaOf(int id);
}
