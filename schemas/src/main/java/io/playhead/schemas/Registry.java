package io.playhead.schemas;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.RestService;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * One registry: its client, its address, and what its answers mean. Shared by lookup and
 * registration; the client is safe on any thread.
 */
record Registry(SchemaRegistryClient client, String url) {
  /** More schemas than topics times versions times ten, so that nothing is looked up twice. */
  static final int SCHEMAS_MAX = 1_000;

  static Registry at(String url, Duration timeout) {
    int timeoutMs = Math.toIntExact(timeout.toMillis());
    Map<String, ?> config =
        Map.of(
            SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, timeoutMs,
            SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS, timeoutMs);
    return new Registry(
        new CachedSchemaRegistryClient(
            List.of(url), SCHEMAS_MAX, List.of(new AvroSchemaProvider()), config),
        url);
  }

  /** Asks something small that only a schema registry answers. */
  static void check(String url, Duration timeout) {
    RestService rest = new RestService(url);
    rest.setHttpConnectTimeoutMs(Math.toIntExact(timeout.toMillis()));
    rest.setHttpReadTimeoutMs(Math.toIntExact(timeout.toMillis()));
    try {
      rest.getSchemaTypes();
    } catch (IOException | RestClientException | RuntimeException e) {
      throw unreachable(url, e);
    }
  }

  AvroSchema parse(Topic topic) {
    return new AvroSchema(topic.schema().toString());
  }

  /**
   * Whether the registry itself says that it has no such thing: its codes 40401 to 40403. A bare
   * 404 comes from something else at that address, and must not reject every record there is.
   */
  static boolean isUnknown(RestClientException e) {
    return e.getErrorCode() / 100 == 404;
  }

  RegistryUnreachableException unreachable(Exception e) {
    return unreachable(url, e);
  }

  private static RegistryUnreachableException unreachable(String url, Exception e) {
    String what =
        e instanceof RestClientException rest
            ? "answered with HTTP status " + rest.getStatus() + " (" + rest.getMessage() + ")"
            : "gave no answer (" + e + ")";
    return new RegistryUnreachableException(
        "The schema registry at " + url + " " + what + "; start it, or correct the address.", e);
  }
}
