package io.playhead.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.schemas.IncompatibleSchemaException;
import io.playhead.schemas.RegistrySchemaIds;
import io.playhead.schemas.SchemaRegistration;
import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import io.playhead.schemas.UnknownSchemaException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real registry of local mode, in a process of its own. */
class RegistryTest {
  private static final String OTHER_PLAYBACK_EVENT =
      """
      {"type": "record", "name": "PlaybackEvent", "namespace": "io.playhead.schemas",
       "fields": [{"name": "memberId", "type": "int"}]}
      """;

  @TempDir private Path folder;
  private RegistryProcess registry;

  @BeforeEach
  void start() {
    registry = new RegistryProcess(Home.ofThisProcess(), folder);
    registry.launch();
    registry.awaitReady();
  }

  @AfterEach
  void stop() {
    registry.process().stop();
  }

  @Test
  void resolvesTheSameIdsAfterAKill() {
    Map<String, Integer> registered = new SchemaRegistration(registry.url()).registerAll();
    assertThat(new SchemaRegistration(registry.url()).registerAll()).isEqualTo(registered);

    registry.process().kill();
    registry.launch();
    registry.awaitReady();

    RegistrySchemaIds ids = new RegistrySchemaIds(registry.url());
    for (Topic topic : Topics.all()) {
      int id = ids.idOf(topic.name());
      assertThat(id).as(topic.name()).isEqualTo(registered.get(topic.name()));
      assertThat(ids.schemaOf(id).getFullName()).isEqualTo(topic.schema().getFullName());
    }
    assertThatThrownBy(() -> ids.schemaOf(Integer.MAX_VALUE))
        .isInstanceOf(UnknownSchemaException.class);
  }

  @Test
  void refusesASchemaThatCannotReadWhatIsThere() throws Exception {
    assertThat(register("playback-events-value", OTHER_PLAYBACK_EVENT)).isEqualTo(200);

    assertThatThrownBy(() -> new SchemaRegistration(registry.url()).registerAll())
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("playback-events-value");
  }

  @Test
  void refusesASchemaThatCannotReadOurs() throws Exception {
    new SchemaRegistration(registry.url()).registerAll();

    assertThat(register("playback-events-value", OTHER_PLAYBACK_EVENT)).isEqualTo(409);
  }

  private int register(String subject, String schema) throws Exception {
    String body = new ObjectMapper().writeValueAsString(Map.of("schema", schema));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/" + subject + "/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }
}
