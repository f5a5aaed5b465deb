package io.playhead.schemas;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.ParsedSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * Looks schemas up in a registry with Confluent's API, and never registers one. What is known is
 * kept for good; that an id is unknown is kept for ten seconds, so that a stream of bad records
 * does not become a stream of requests. Safe on any thread; calls may block for the timeout.
 */
public final class RegistrySchemaIds implements SchemaIds {
  /** Connect and read, each. */
  public static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** How long an unknown id stays unknown without asking again. */
  static final long UNKNOWN_NS = Duration.ofSeconds(10).toNanos();

  /** A bound on what corrupt headers can make us remember: about 100 B each, 1 MB. */
  static final int UNKNOWN_MAX = 10_000;

  private final Registry registry;
  private final LongSupplier clockNs;
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<String, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Long> unknownUntilNs =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
          return size() > UNKNOWN_MAX;
        }
      };

  /** Of the registry at that address, such as {@code http://127.0.0.1:8081/apis/ccompat/v7}. */
  public RegistrySchemaIds(String registryUrl) {
    this(registryUrl, TIMEOUT);
  }

  /** The same with another timeout, for connecting and for reading. */
  public RegistrySchemaIds(String registryUrl, Duration timeout) {
    this(registryUrl, timeout, ClientSettings.NONE);
  }

  /**
   * Of a registry that wants to know who asks, or is reached over TLS.
   *
   * @throws ClientSettingsException no client can be made of the settings
   */
  public RegistrySchemaIds(String registryUrl, ClientSettings settings) {
    this(registryUrl, TIMEOUT, settings);
  }

  /** The same with another timeout. */
  public RegistrySchemaIds(String registryUrl, Duration timeout, ClientSettings settings) {
    this(Registry.at(registryUrl, timeout, settings), System::nanoTime);
  }

  RegistrySchemaIds(Registry registry, LongSupplier clockNs) {
    this.registry = registry;
    this.clockNs = clockNs;
  }

  /**
   * Asks the registry for something small.
   *
   * @throws RegistryUnreachableException it does not answer in time, or is no schema registry
   */
  public static void check(String registryUrl, Duration timeout) {
    check(registryUrl, timeout, ClientSettings.NONE);
  }

  /**
   * The same of one that wants to know who asks, or is reached over TLS.
   *
   * @throws RegistryUnreachableException it does not answer in time, is no schema registry, or
   *     refuses whoever asks
   * @throws ClientSettingsException no client can be made of the settings
   */
  public static void check(String registryUrl, Duration timeout, ClientSettings settings) {
    Registry.check(registryUrl, timeout, settings);
  }

  @Override
  public int idOf(String topic) {
    Integer id = ids.get(topic);
    if (id == null) {
      id = lookUp(Topics.of(topic));
      ids.put(topic, id);
    }
    return id;
  }

  @Override
  public Schema schemaOf(int id) {
    Schema schema = schemas.get(id);
    if (schema == null) {
      refuseUnknown(id);
      schema = lookUp(id);
      schemas.put(id, schema);
    }
    return schema;
  }

  private int lookUp(Topic topic) {
    try {
      return registry.client().getId(topic.subject(), registry.parse(topic), true);
    } catch (RestClientException e) {
      if (Registry.isUnknown(e)) {
        throw new UnknownSchemaException(
            "The registry at "
                + registry.url()
                + " does not have today's schema under "
                + topic.subject()
                + "; register the schemas first.");
      }
      throw registry.unreachable(e);
    } catch (IOException e) {
      throw registry.unreachable(e);
    }
  }

  private Schema lookUp(int id) {
    try {
      ParsedSchema parsed = registry.client().getSchemaById(id);
      if (!(parsed instanceof AvroSchema avro)) {
        throw unknown(id, "is of a schema that is not Avro");
      }
      // The raw schema has its references written out.
      return new Schema.Parser(NameValidator.UTF_VALIDATOR)
          .setValidateDefaults(false)
          .parse(avro.rawSchema().toString());
    } catch (RestClientException e) {
      if (Registry.isUnknown(e)) {
        throw unknown(id, "is unknown to the registry at " + registry.url());
      }
      throw registry.unreachable(e);
    } catch (IOException e) {
      // What the client says when the registry answers with a schema of another kind.
      if (String.valueOf(e.getMessage()).startsWith("Invalid schema")) {
        throw unknown(id, "is of a schema that is not Avro");
      }
      throw registry.unreachable(e);
    } catch (AvroRuntimeException e) {
      throw unknown(id, "is of a schema that Avro cannot read: " + e.getMessage());
    }
  }

  private void refuseUnknown(int id) {
    synchronized (unknownUntilNs) {
      Long untilNs = unknownUntilNs.get(id);
      if (untilNs != null && clockNs.getAsLong() - untilNs < 0) {
        throw new UnknownSchemaException(
            "Schema id "
                + id
                + " was unknown a moment ago to the registry at "
                + registry.url()
                + ".");
      }
    }
  }

  private UnknownSchemaException unknown(int id, String what) {
    synchronized (unknownUntilNs) {
      unknownUntilNs.remove(id); // put again at the young end
      unknownUntilNs.put(id, clockNs.getAsLong() + UNKNOWN_NS);
    }
    return new UnknownSchemaException("Schema id " + id + " " + what + ".");
  }
}
