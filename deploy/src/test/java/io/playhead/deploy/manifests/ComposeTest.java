package io.playhead.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The compose file, held against the commands that it starts and the files that it mounts. */
class ComposeTest {
  private static final Path FILE = Repository.COMPOSE.resolve("compose.yaml");

  /** What another part of the repository lays there: named here, checked where it is made. */
  private static final String OBSERVABILITY = "../observability/";

  private final JsonNode compose = Repository.documents(FILE).get(0);

  @Test
  void launcherAndViewUnderstandTheirCommandLines() {
    for (String service : List.of("setup", "release", "members")) {
      Commands.parseLauncher(words(service));
    }
    Commands.parseView(words("view"));
  }

  @Test
  void everyServiceThatOneNeedsIsThere() {
    Set<String> services = names(compose.path("services"));
    for (Map.Entry<String, JsonNode> service : compose.path("services").properties()) {
      assertThat(services)
          .as(service.getKey())
          .containsAll(names(service.getValue().path("depends_on")));
      String network = service.getValue().path("network_mode").asText();
      if (!network.isEmpty()) {
        assertThat(services).contains(network.replace("service:", ""));
      }
    }
  }

  /** Whoever is waited for until healthy or done says when it is. */
  @Test
  void whatIsWaitedForCanHappen() {
    for (JsonNode service : compose.path("services")) {
      for (Map.Entry<String, JsonNode> need : service.path("depends_on").properties()) {
        JsonNode needed = service(need.getKey());
        switch (need.getValue().path("condition").asText()) {
          case "service_healthy" -> assertThat(needed.has("healthcheck")).isTrue();
          case "service_completed_successfully" ->
              assertThat(needed.path("restart").asText("no")).isNotEqualTo("unless-stopped");
          default ->
              assertThat(need.getValue().path("condition").asText()).isEqualTo("service_started");
        }
      }
    }
  }

  @Test
  void whatIsMountedIsThereOrIsAVolume() {
    Set<String> volumes = names(compose.path("volumes"));
    for (JsonNode service : compose.path("services")) {
      for (JsonNode mount : service.path("volumes")) {
        String source = mount.asText().split(":")[0];
        if (source.startsWith(OBSERVABILITY)) {
          continue;
        }
        if (source.startsWith(".")) {
          assertThat(Files.exists(Repository.COMPOSE.resolve(source))).as(source).isTrue();
        } else {
          assertThat(volumes).contains(source);
        }
      }
    }
  }

  @Test
  void everyPortIsPublishedOnTheLoopbackAddressOnce() {
    Set<String> published = new HashSet<>();
    for (JsonNode service : compose.path("services")) {
      for (JsonNode port : service.path("ports")) {
        String[] parts = port.asText().split(":");
        assertThat(parts).as("%s", port).hasSize(3);
        assertThat(parts[0]).isEqualTo("127.0.0.1");
        assertThat(published.add(parts[1])).as("%s", port).isTrue();
      }
    }
    assertThat(published).isNotEmpty();
  }

  @Test
  void theDoorLeadsToTheViewAndItsHealthIsAskedThere() {
    String port = Words.after("--port", words("view"));

    assertThat(Repository.text(Repository.COMPOSE.resolve("haproxy.cfg")))
        .contains("bind :8080")
        .contains("server view 127.0.0.1:" + port);
    assertThat(Words.of(service("view").at("/healthcheck/test")))
        .containsExactly("CMD", "answers", port, "/health/ready");
    assertThat(service("view").path("ports").get(0).asText()).isEqualTo("127.0.0.1:8080:8080");
  }

  @Test
  void flinkHasEverySettingAndMemoryAddsUp() {
    FlinkConfiguration flink =
        new FlinkConfiguration(
            Repository.documents(Repository.COMPOSE.resolve("flink/config.yaml")).get(0));

    flink.check();

    flink.jobManager(null);
    assertThat(flink.taskManager(null).getTaskHeapSize().getMebiBytes()).isGreaterThan(512);
  }

  /** What is watched and how state is kept is the same in both places. */
  @Test
  void flinkIsSetAsOnKubernetes() {
    FlinkConfiguration here =
        new FlinkConfiguration(
            Repository.documents(Repository.COMPOSE.resolve("flink/config.yaml")).get(0));
    FlinkConfiguration there =
        new FlinkConfiguration(
            Repository.documents(Repository.KUBERNETES.resolve("base/job.yaml"))
                .get(0)
                .at("/spec/flinkConfiguration"));
    List<String> same = new ArrayList<>();
    for (String key : there.settings().keySet()) {
      if (key.startsWith("metrics.")
          || key.startsWith("state.backend.rocksdb.metrics.")
          || key.startsWith("web.")
          || key.startsWith("classloader.")
          || key.startsWith("execution.checkpointing.")) {
        same.add(key);
      }
    }

    assertThat(same).hasSizeGreaterThan(10);
    for (String key : same) {
      assertThat(here.get(key)).as(key).isEqualTo(there.get(key));
    }
  }

  private JsonNode service(String name) {
    JsonNode service = compose.path("services").path(name);
    assertThat(service.isMissingNode()).as(name).isFalse();
    return service;
  }

  private List<String> words(String service) {
    return Words.of(service(service).path("command"));
  }

  private static Set<String> names(JsonNode map) {
    Set<String> names = new TreeSet<>();
    map.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
