package io.playhead.schemas;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/** Looks at what a registry has, and changes nothing. Calls block for the timeout at most. */
public final class RegisteredSchemas {
  private final Registry registry;

  /** At the registry of that address, such as {@code http://127.0.0.1:8081/apis/ccompat/v7}. */
  public RegisteredSchemas(String registryUrl) {
    this.registry = Registry.at(registryUrl, RegistrySchemaIds.TIMEOUT);
  }

  /**
   * Every topic's, in the order of the path.
   *
   * @throws RegistryUnreachableException the registry gave no usable answer; try again
   */
  public List<RegisteredSchema> all() {
    List<RegisteredSchema> all = new ArrayList<>();
    for (Topic topic : Topics.all()) {
      try {
        all.add(
            new RegisteredSchema(
                topic, isRegistered(topic), compatibility(topic), conflicts(topic)));
      } catch (IOException | RestClientException e) {
        throw registry.unreachable(e);
      }
    }
    return all;
  }

  private boolean isRegistered(Topic topic) throws IOException, RestClientException {
    try {
      registry.client().getId(topic.subject(), registry.parse(topic), true);
      return true;
    } catch (RestClientException e) {
      if (Registry.isUnknown(e)) {
        return false;
      }
      throw e;
    }
  }

  private String compatibility(Topic topic) throws IOException, RestClientException {
    try {
      return registry.client().getCompatibility(topic.subject());
    } catch (RestClientException e) {
      // 40408: the subject has no rule of its own.
      if (Registry.isUnknown(e)) {
        return "";
      }
      throw e;
    }
  }

  private List<String> conflicts(Topic topic) throws IOException, RestClientException {
    try {
      return registry.client().testCompatibilityVerbose(topic.subject(), registry.parse(topic));
    } catch (RestClientException e) {
      if (Registry.isUnknown(e)) {
        return List.of(); // nothing is there
      }
      throw e;
    }
  }
}
