package io.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import org.junit.jupiter.api.Test;

class SubjectSurveyTest {
  private static final Topic TITLES = Topics.of(Topics.TITLES);

  private final MockSchemaRegistryClient client = new MockSchemaRegistryClient();
  private final Registry registry = new Registry(client, "mock");
  private final SubjectSurvey survey = new SubjectSurvey(registry);

  @Test
  void saysThatNothingIsThere() {
    SubjectState state = survey.of(TITLES);

    assertThat(state.versionCount()).isZero();
    assertThat(state.id()).isNull();
    assertThat(state.compatibility()).isNull();
  }

  @Test
  void findsWhatWasRegistered() {
    int id = new SchemaRegistration(registry).register(TITLES);

    SubjectState state = survey.of(TITLES);

    assertThat(state.id()).isEqualTo(id);
    assertThat(state.versionCount()).isEqualTo(1);
    assertThat(state.compatibility()).isEqualTo("BACKWARD_TRANSITIVE");
    assertThat(state.refusals()).isEmpty();
  }

  @Test
  void saysThatTodaysSchemaIsNotAmongThoseThatAreThereAndLeavesTheRule() throws Exception {
    String older = "{\"type\":\"record\",\"name\":\"Title\",\"fields\":[]}";
    client.register(TITLES.subject(), new AvroSchema(older));
    client.updateCompatibility(TITLES.subject(), "NONE");

    SubjectState state = survey.of(TITLES);
    int id = new SchemaRegistration(registry).registerVersion(TITLES);

    assertThat(state.id()).isNull();
    assertThat(state.versionCount()).isEqualTo(1);
    assertThat(state.compatibility()).isEqualTo("NONE");
    assertThat(survey.of(TITLES).id()).isEqualTo(id);
    assertThat(survey.of(TITLES).compatibility()).isEqualTo("NONE");
  }

  @Test
  void aRegistryThatIsBrokenIsOutOfReach() throws Exception {
    try (StubRegistry stub =
        StubRegistry.json(500, "{\"error_code\":50001,\"message\":\"disk\"}")) {
      assertThatThrownBy(() -> new SubjectSurvey(stub.url(), ClientSettings.NONE).of(TITLES))
          .isInstanceOf(RegistryUnreachableException.class)
          .hasMessageContaining("disk");
    }
  }
}
