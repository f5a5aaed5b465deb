package io.playhead.schemas;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * Registers today's schema of every topic, so that whoever reads and writes needs lookup alone. The
 * launcher calls it once before anything else runs; calling it again changes nothing.
 */
public final class SchemaRegistration {
  /** Today's readers read everything that is still on a topic, however old. */
  public static final String COMPATIBILITY = "BACKWARD_TRANSITIVE";

  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;

  private final Registry registry;

  /** At the registry of that address, such as {@code http://127.0.0.1:8081/apis/ccompat/v7}. */
  public SchemaRegistration(String registryUrl) {
    this(registryUrl, ClientSettings.NONE);
  }

  /** The same of one that wants to know who asks, or is reached over TLS. */
  public SchemaRegistration(String registryUrl, ClientSettings settings) {
    this(Registry.at(registryUrl, RegistrySchemaIds.TIMEOUT, settings));
  }

  SchemaRegistration(Registry registry) {
    this.registry = registry;
  }

  /**
   * Registers every topic's schema and sets its subject to {@link #COMPATIBILITY}.
   *
   * @return the id of each topic's schema, by the topic's name
   * @throws IncompatibleSchemaException the registry refused one; later topics were not tried
   * @throws RegistryUnreachableException the registry gave no usable answer; try again
   */
  public Map<String, Integer> registerAll() {
    return register(Topics.all());
  }

  Map<String, Integer> register(List<Topic> topics) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (Topic topic : topics) {
      ids.put(topic.name(), register(topic));
    }
    return ids;
  }

  /**
   * Registers one topic's schema and sets its subject to {@link #COMPATIBILITY}; refuses as {@link
   * #registerAll} does.
   *
   * @return its id
   */
  public int register(Topic topic) {
    try {
      // Before the schema, so that the rule applies to it; some registries want the subject first.
      boolean ruled = setCompatibility(topic);
      int id = registry.client().register(topic.subject(), registry.parse(topic), true);
      if (!ruled && !setCompatibility(topic)) {
        throw new IllegalStateException(
            "The registry at " + registry.url() + " has no " + topic.subject() + " it just took.");
      }
      return id;
    } catch (RestClientException e) {
      if (e.getStatus() == CONFLICT || e.getStatus() == UNPROCESSABLE) {
        throw refused(topic, e);
      }
      throw registry.unreachable(e);
    } catch (IOException e) {
      throw registry.unreachable(e);
    }
  }

  /**
   * Registers one topic's schema as its subject's rule allows, and leaves that rule as it is.
   *
   * @return its id
   * @throws IncompatibleSchemaException the registry refused it
   * @throws RegistryUnreachableException the registry gave no usable answer; try again
   */
  public int registerVersion(Topic topic) {
    try {
      return registry.client().register(topic.subject(), registry.parse(topic), true);
    } catch (RestClientException e) {
      if (e.getStatus() == CONFLICT || e.getStatus() == UNPROCESSABLE) {
        throw refused(topic, e);
      }
      throw registry.unreachable(e);
    } catch (IOException e) {
      throw registry.unreachable(e);
    }
  }

  private boolean setCompatibility(Topic topic) throws IOException, RestClientException {
    try {
      registry.client().updateCompatibility(topic.subject(), COMPATIBILITY);
      return true;
    } catch (RestClientException e) {
      if (Registry.isUnknown(e)) {
        return false;
      }
      throw e;
    }
  }

  private IncompatibleSchemaException refused(Topic topic, RestClientException e) {
    return new IncompatibleSchemaException(
        topic.subject(),
        "The registry at "
            + registry.url()
            + " refused the schema of "
            + topic.subject()
            + ": "
            + e.getMessage()
            + reasons(topic)
            + ". Give every new field a default, and leave the old ones as they were.",
        e);
  }

  private String reasons(Topic topic) {
    AvroSchema schema = registry.parse(topic);
    try {
      List<String> reasons = registry.client().testCompatibilityVerbose(topic.subject(), schema);
      return reasons.isEmpty() ? "" : " (" + String.join("; ", reasons) + ")";
    } catch (IOException | RestClientException e) {
      // Only the explanation is missing; the refusal itself is on its way.
      return "";
    }
  }
}
