package io.playhead.schemas;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
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

  static Registry at(String url, Duration timeout, ClientSettings settings) {
    return new Registry(client(new RestService(address(url)), timeout, settings), url);
  }

  /** Asks something small that only a schema registry answers. */
  static void check(String url, Duration timeout, ClientSettings settings) {
    RestService rest = new RestService(address(url));
    client(rest, timeout, settings);
    try {
      rest.getSchemaTypes();
    } catch (IOException | RestClientException | RuntimeException e) {
      throw unreachable(url, e);
    }
  }

  /** A client that asks through {@code rest}, which it teaches the settings. */
  private static SchemaRegistryClient client(
      RestService rest, Duration timeout, ClientSettings settings) {
    Map<String, Object> config = new HashMap<>(settings.registry());
    int timeoutMs = Math.toIntExact(timeout.toMillis());
    config.put(SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, timeoutMs);
    config.put(SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS, timeoutMs);
    try {
      return new CachedSchemaRegistryClient(
          rest, SCHEMAS_MAX, List.of(new AvroSchemaProvider()), config, null);
    } catch (RuntimeException e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      throw new ClientSettingsException(
          settings
              + ": the registry's client cannot be made of "
              + SettingNames.REGISTRY
              + "* ("
              + settings.hidden(String.valueOf(root.getMessage()))
              + "); correct them");
    }
  }

  private static String address(String url) {
    // Not by URI: what is no URI may hold a password, too.
    if (url.matches("[a-zA-Z]+://[^/]*@.*")) {
      throw new ClientSettingsException(
          "the registry's address holds a login, which every list of processes shows; write it as"
              + " schema.registry.basic.auth.user.info into a file, and name that as"
              + " --client-config");
    }
    return url;
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
    return new RegistryUnreachableException(
        "The schema registry at "
            + url
            + " "
            + (e instanceof RestClientException rest ? answer(rest) : silence(e)),
        e);
  }

  private static String answer(RestClientException e) {
    return switch (e.getStatus()) {
      case 401 ->
          "wants to know who asks (HTTP status 401); give schema.registry.basic.auth.user.info or"
              + " schema.registry.bearer.auth.token in --client-config, or correct them.";
      case 403 -> "does not allow this (HTTP status 403); give the right to whoever asks.";
      default ->
          "answered with HTTP status "
              + e.getStatus()
              + " ("
              + e.getMessage()
              + "); start it, or correct the address.";
    };
  }

  private static String silence(Exception e) {
    return e instanceof SSLException
        ? "is not trusted ("
            + e.getMessage()
            + "); name who signed its certificate as schema.registry.ssl.truststore.location in"
            + " --client-config, or correct the address."
        : "gave no answer (" + e + "); start it, or correct the address.";
  }
}
