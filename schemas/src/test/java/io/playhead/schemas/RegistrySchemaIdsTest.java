package io.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrySchemaIdsTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String NOT_FOUND = "{\"error_code\":40403,\"message\":\"Schema not found\"}";

  private final AtomicLong clockNs = new AtomicLong();

  @Test
  void findsEveryTopicsSchemaAndIdInBothDirections() {
    Registry registry = new Registry(new MockSchemaRegistryClient(), "mock");
    Map<String, Integer> registered = new SchemaRegistration(registry).registerAll();
    RegistrySchemaIds ids = new RegistrySchemaIds(registry, clockNs::get);

    for (Topic topic : Topics.all()) {
      assertThat(ids.idOf(topic.name())).isEqualTo(registered.get(topic.name()));
      assertThat(ids.schemaOf(ids.idOf(topic.name()))).isEqualTo(topic.schema());
    }
  }

  @Test
  void asksForASchemaOnce() throws Exception {
    String schema = "{\"schema\":\"\\\"string\\\"\"}";
    try (StubRegistry stub = StubRegistry.json(200, schema)) {
      RegistrySchemaIds ids = new RegistrySchemaIds(stub.url());

      assertThat(ids.schemaOf(5)).isEqualTo(Schema.create(Schema.Type.STRING));
      assertThat(ids.schemaOf(5)).isEqualTo(Schema.create(Schema.Type.STRING));

      assertThat(stub.requestCount()).isEqualTo(1);
    }
  }

  @Test
  void remembersAnUnknownIdForTenSeconds() throws Exception {
    try (StubRegistry stub = StubRegistry.json(404, NOT_FOUND)) {
      RegistrySchemaIds ids =
          new RegistrySchemaIds(
              Registry.at(stub.url(), RegistrySchemaIds.TIMEOUT, ClientSettings.NONE),
              clockNs::get);

      assertUnknown(ids, 5);
      clockNs.addAndGet(RegistrySchemaIds.UNKNOWN_NS - 1);
      assertUnknown(ids, 5);
      assertThat(stub.requestCount()).isEqualTo(1);

      clockNs.addAndGet(1);
      assertUnknown(ids, 5);
      assertThat(stub.requestCount()).isEqualTo(2);
    }
  }

  @Test
  void saysThatATopicIsNotRegistered() {
    RegistrySchemaIds ids =
        new RegistrySchemaIds(new Registry(new MockSchemaRegistryClient(), "mock"), clockNs::get);

    assertThatThrownBy(() -> ids.idOf(Topics.TITLES))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessageContaining("titles-value")
        .hasMessageContaining("register the schemas first");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # answer               | body
          a schema of JSON       | {"schemaType":"JSON","schema":"{}"}
          a schema of Protobuf   | {"schemaType":"PROTOBUF","schema":"syntax"}
          a schema that is none  | {"schema":"{\\"type\\":\\"nothing\\"}"}
          """)
  void aSchemaThatIsNotAvroIsUnknown(String name, String body) throws Exception {
    try (StubRegistry stub = StubRegistry.json(200, body)) {
      RegistrySchemaIds ids = new RegistrySchemaIds(stub.url());

      assertUnknown(ids, 5);
      assertUnknown(ids, 5);

      assertThat(stub.requestCount()).isEqualTo(1);
    }
  }

  /** None of these says that the id is unknown, so none may reject a record. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # answer               | status | type             | body
          not a registry         | 404    | text/html        | <html>Not Found</html>
          another API's 404      | 404    | application/json | {"status":404}
          broken                 | 500    | text/plain       | oops
          starting               | 503    | application/json | {"error_code":50302,"message":"wait"}
          not allowed            | 401    | application/json | {"error_code":40101,"message":"who"}
          too many requests      | 429    | text/plain       | slow down
          an answer of no JSON   | 200    | text/html        | <html>Welcome</html>
          """)
  void anyOtherAnswerIsARegistryOutOfReach(String name, int status, String type, String body)
      throws Exception {
    try (StubRegistry stub = new StubRegistry(status, type, body)) {
      RegistrySchemaIds ids = new RegistrySchemaIds(stub.url());

      assertUnreachable(() -> ids.schemaOf(5), stub.url());
      assertUnreachable(() -> ids.idOf(Topics.TITLES), stub.url());
      assertUnreachable(() -> RegistrySchemaIds.check(stub.url(), SHORT), stub.url());
    }
  }

  @Test
  void aServerThatIsNotThereIsOutOfReach() throws Exception {
    String url = "http://127.0.0.1:" + closedPort();

    assertUnreachable(() -> new RegistrySchemaIds(url, SHORT).schemaOf(5), url);
    assertUnreachable(() -> RegistrySchemaIds.check(url, SHORT), url);
  }

  @Test
  void aServerThatNeverAnswersIsOutOfReachAfterTheTimeout() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort();

      assertUnreachable(() -> new RegistrySchemaIds(url, SHORT).schemaOf(5), url);
      assertUnreachable(() -> RegistrySchemaIds.check(url, SHORT), url);
    }
  }

  @Test
  void anAddressThatIsNoneIsOutOfReach() {
    assertUnreachable(() -> RegistrySchemaIds.check("localhost:8081", SHORT), "localhost:8081");
    assertUnreachable(() -> new RegistrySchemaIds("nowhere").schemaOf(5), "nowhere");
  }

  @Test
  void aRegistryThatAnswersIsInReach() throws Exception {
    try (StubRegistry stub = StubRegistry.json(200, "[\"AVRO\"]")) {
      RegistrySchemaIds.check(stub.url(), RegistrySchemaIds.TIMEOUT);
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void assertUnknown(RegistrySchemaIds ids, int id) {
    assertThatThrownBy(() -> ids.schemaOf(id))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessageContaining("Schema id " + id);
  }

  private static void assertUnreachable(ThrowingCallable call, String url) {
    assertThatThrownBy(call)
        .isInstanceOf(RegistryUnreachableException.class)
        .hasMessageContaining("registry at " + url);
  }
}
