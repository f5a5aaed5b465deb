package io.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.junit.jupiter.api.Test;

class SchemaRegistrationTest {
  private final MockSchemaRegistryClient client = new MockSchemaRegistryClient();
  private final SchemaRegistration registration =
      new SchemaRegistration(new Registry(client, "mock"));

  @Test
  void registersEveryTopicAndSetsItsCompatibility() throws Exception {
    Map<String, Integer> ids = registration.registerAll();

    assertThat(ids.keySet())
        .containsExactlyElementsOf(Topics.all().stream().map(Topic::name).toList());
    for (Topic topic : Topics.all()) {
      assertThat(client.getCompatibility(topic.subject())).isEqualTo("BACKWARD_TRANSITIVE");
      assertThat(client.getAllVersions(topic.subject())).containsExactly(1);
    }
  }

  @Test
  void changesNothingTheSecondTime() throws Exception {
    Map<String, Integer> ids = registration.registerAll();

    assertThat(registration.registerAll()).isEqualTo(ids);
    assertThat(client.getAllVersions("titles-value")).containsExactly(1);
  }

  /** Some registries know no rule for a subject that they have no schema of. */
  @Test
  void setsTheCompatibilityAfterTheSchemaWhereTheSubjectMustComeFirst() throws Exception {
    MockSchemaRegistryClient strict =
        new MockSchemaRegistryClient() {
          @Override
          public String updateCompatibility(String subject, String compatibility)
              throws IOException, RestClientException {
            if (!getAllSubjects().contains(subject)) {
              throw new RestClientException("Subject not found", 404, 40401);
            }
            return super.updateCompatibility(subject, compatibility);
          }
        };

    new SchemaRegistration(new Registry(strict, "mock")).registerAll();

    assertThat(strict.getCompatibility("titles-value")).isEqualTo("BACKWARD_TRANSITIVE");
  }

  @Test
  void namesTheSubjectThatWasRefusedAndWhy() throws Exception {
    String refusal = "{\"error_code\":409,\"message\":\"field fresh has no default\"}";
    try (StubRegistry stub = StubRegistry.json(409, refusal)) {
      assertThatThrownBy(() -> new SchemaRegistration(stub.url()).registerAll())
          .isInstanceOf(IncompatibleSchemaException.class)
          .hasMessageContaining("playback-events-value")
          .hasMessageContaining("field fresh has no default")
          .extracting(e -> ((IncompatibleSchemaException) e).subject())
          .isEqualTo("playback-events-value");
    }
  }

  @Test
  void aRegistryThatIsBrokenIsOutOfReach() throws Exception {
    try (StubRegistry stub =
        StubRegistry.json(500, "{\"error_code\":50001,\"message\":\"disk\"}")) {
      assertThatThrownBy(() -> new SchemaRegistration(stub.url()).registerAll())
          .isInstanceOf(RegistryUnreachableException.class)
          .hasMessageContaining(stub.url())
          .hasMessageContaining("disk");
    }
  }
}
