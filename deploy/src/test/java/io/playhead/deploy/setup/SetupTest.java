package io.playhead.deploy.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.deploy.PlayheadCommand;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.TopicSettings;
import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Setup on a real broker and registry, whose topics were taken away after local mode had made them:
 * in this order, since each test goes on with what the one before it left.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SetupTest {
  private static final PrintStream OUT = System.out;

  @TempDir private static Path folder;

  private static LocalMode local;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeAll
  static void startWithoutTopics() throws ExecutionException, InterruptedException {
    local = LocalMode.start(folder.resolve("local"), 1);
    try (Admin admin = admin()) {
      admin.deleteTopics(Topics.all().stream().map(Topic::name).toList()).all().get();
    }
  }

  @AfterAll
  static void stop() {
    if (local != null) {
      local.close();
    }
  }

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveBackTheConsole() {
    System.setOut(OUT);
  }

  @Test
  @Order(1)
  void aDryRunSaysWhatIsMissingAndMakesNothing() throws Exception {
    JsonNode result = setup(1, "--partitions", "3", "--dry-run");

    assertThat(result.path("made").asInt()).isEqualTo(Topics.all().size());
    assertThat(topic(result, "titles").path("state").asText()).isEqualTo("would be made");
    assertThat(result.path("ready").asBoolean()).isFalse();
    try (Admin admin = admin()) {
      assertThat(admin.listTopics().names().get()).doesNotContain("titles");
    }
  }

  @Test
  @Order(2)
  void makesWhatIsMissing() throws Exception {
    JsonNode result = setup(0, "--partitions", "3");

    for (JsonNode topic : result.path("topics")) {
      assertThat(topic.path("state").asText()).isEqualTo("made");
    }
    assertThat(topic(result, "playback-events").path("about").asText()).contains("partitions 3");
    assertThat(topic(result, "model-releases").path("about").asText()).contains("partitions 1");
    assertThat(result.path("differing").asInt()).isZero();
  }

  @Test
  @Order(3)
  void makesNothingTheSecondTime() throws Exception {
    JsonNode result = setup(0, "--partitions", "3");

    assertThat(result.path("made").asInt()).isZero();
    assertThat(result.path("there").asInt()).isEqualTo(2 * Topics.all().size());
    assertThat(result.path("differing").asInt()).isZero();
  }

  @Test
  @Order(4)
  void saysThatPartitionsDifferAndLeavesThem() throws Exception {
    JsonNode result = setup(0, "--partitions", "8");

    assertThat(difference(result, "playback-events", "partitions").path("found").asText())
        .isEqualTo("3");
    assertThat(topic(result, "model-releases").path("differences")).isEmpty();
    try (Admin admin = admin()) {
      assertThat(
              admin
                  .describeTopics(List.of("playback-events"))
                  .topicNameValues()
                  .get("playback-events")
                  .get()
                  .partitions())
          .hasSize(3);
    }
  }

  @Test
  @Order(5)
  void leavesItToTheOwnerHowLongEventsAreKept() throws Exception {
    retain("playback-events", "2592000000");
    retain("erasures", "-1");

    JsonNode result = setup(0, "--partitions", "3");

    assertThat(difference(result, "playback-events", "retention.ms").path("reliedOn").asBoolean())
        .isFalse();
    assertThat(topic(result, "erasures").path("differences")).isEmpty();

    retain("erasures", "604800000");
    result = setup(1, "--partitions", "3");

    assertThat(difference(result, "erasures", "retention.ms").path("reliedOn").asBoolean())
        .isTrue();
  }

  @Test
  @Order(6)
  void endsWithOneWhereTheEngineReliesOnWhatDiffers() throws Exception {
    replace("recommendations", 3, "delete");
    replace("erasures", 2, "delete");

    JsonNode result = setup(1, "--partitions", "3");

    assertThat(difference(result, "recommendations", "cleanup.policy").path("reliedOn").asBoolean())
        .isTrue();
    assertThat(difference(result, "recommendations", "cleanup.policy").path("why").asText())
        .contains("--entity-name recommendations --add-config cleanup.policy=compact");
    List<String> wanted = new ArrayList<>();
    topic(result, "erasures")
        .path("differences")
        .forEach(difference -> wanted.add(difference.path("wanted").asText()));
    assertThat(wanted).contains("as many as interaction-tokens, 3");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("! cleanup.policy is delete");
  }

  private void retain(String name, String retentionMs)
      throws ExecutionException, InterruptedException {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
    try (Admin admin = admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  topic,
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("retention.ms", retentionMs), AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  private void replace(String name, int partitions, String cleanup)
      throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(name)).all().get();
      Map<String, String> configuration = new HashMap<>(TopicSettings.of(Topics.of(name)));
      configuration.put("cleanup.policy", cleanup);
      admin
          .createTopics(
              List.of(
                  new NewTopic(name, Optional.of(partitions), Optional.empty())
                      .configs(configuration)))
          .all()
          .get();
    }
  }

  private JsonNode setup(int exitCode, String... options) throws IOException {
    Path json = folder.resolve("setup.json");
    List<String> words =
        new ArrayList<>(
            List.of(
                "setup",
                "--bootstrap",
                local.bootstrap(),
                "--registry",
                local.registryUrl(),
                "--json",
                json.toString()));
    words.addAll(List.of(options));
    assertThat(PlayheadCommand.run(words.toArray(String[]::new)))
        .as(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(exitCode);
    return new ObjectMapper().readTree(json.toFile());
  }

  private static JsonNode topic(JsonNode result, String name) {
    for (JsonNode topic : result.path("topics")) {
      if (topic.path("name").asText().equals(name)) {
        return topic;
      }
    }
    throw new AssertionError(name + " is not in " + result);
  }

  private static JsonNode difference(JsonNode result, String topic, String what) {
    for (JsonNode difference : topic(result, topic).path("differences")) {
      if (difference.path("what").asText().equals(what)) {
        return difference;
      }
    }
    throw new AssertionError(topic + " does not differ in " + what + ": " + result);
  }

  private static Admin admin() {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, local.bootstrap()));
  }
}
