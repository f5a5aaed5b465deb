package io.playhead.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.deploy.local.TopicSettings;
import io.playhead.deploy.local.TopicSetup;
import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The manifests as they lie in the repository, before Kustomize puts them together. */
class KubernetesManifestsTest {
  private static final String KUSTOMIZE = "kustomize.config.k8s.io";

  private static List<Path> kustomizations() {
    return Repository.files(Repository.KUBERNETES, "kustomization.yaml");
  }

  /** Everything but kustomizations, patches in files among it. */
  private static Map<Path, List<JsonNode>> manifests() {
    Map<Path, List<JsonNode>> manifests = new TreeMap<>();
    for (Path file : Repository.files(Repository.KUBERNETES, ".yaml")) {
      if (!file.endsWith("kustomization.yaml")) {
        manifests.put(file, Repository.documents(file));
      }
    }
    return manifests;
  }

  @Test
  void everyFieldIsOneThatItsKindHas() throws Exception {
    Map<Path, List<JsonNode>> manifests = manifests();

    assertThat(manifests).hasSizeGreaterThan(12);
    for (Map.Entry<Path, List<JsonNode>> file : manifests.entrySet()) {
      assertThat(file.getValue()).as("%s", file.getKey()).isNotEmpty();
      for (JsonNode manifest : file.getValue()) {
        assertThat(PublishedTypes.read(withoutDirectives(manifest)))
            .as("%s", file.getKey())
            .isNotNull();
      }
    }
  }

  @Test
  void aFieldThatNobodyPublishedFails() {
    ObjectNode job = document("base/job.yaml", "FlinkDeployment").deepCopy();
    ((ObjectNode) job.at("/spec/job")).put("upgradeMod", "savepoint");
    assertThatThrownBy(() -> PublishedTypes.read(job)).hasMessageContaining("upgradeMod");

    ObjectNode view = document("base/view.yaml", "StatefulSet").deepCopy();
    ((ObjectNode) view.at("/spec/template/spec/containers/0")).put("imagePulPolicy", "Always");
    assertThatThrownBy(() -> PublishedTypes.read(view)).hasMessageContaining("imagePulPolicy");

    ObjectNode topic = document("topics/topics.yaml", "KafkaTopic").deepCopy();
    ((ObjectNode) topic.at("/spec")).put("partition", 4);
    assertThatThrownBy(() -> PublishedTypes.read(topic)).hasMessageContaining("partition");
  }

  @Test
  void everyFileThatAKustomizationNamesIsThere() {
    int count = 0;
    for (Path kustomization : kustomizations()) {
      JsonNode content = Repository.documents(kustomization).get(0);
      assertThat(content.path("apiVersion").asText()).startsWith(KUSTOMIZE);
      List<String> named = new ArrayList<>();
      content.path("resources").forEach(name -> named.add(name.asText()));
      content.path("components").forEach(name -> named.add(name.asText()));
      content.path("patches").findValues("path").stream()
          .filter(path -> path.isTextual() && path.asText().endsWith(".yaml"))
          .forEach(path -> named.add(path.asText()));
      count += named.size();
      for (String name : named) {
        Path path = kustomization.resolveSibling(name).normalize();
        assertThat(Files.isDirectory(path) ? path.resolve("kustomization.yaml") : path)
            .as("%s names %s", kustomization, name)
            .isRegularFile();
      }
    }
    assertThat(count).isGreaterThan(20);
  }

  @Test
  void everyPatchIsOfSomethingThatIsThere() {
    List<String> kinds = new ArrayList<>();
    for (List<JsonNode> file : manifests().values()) {
      file.forEach(manifest -> kinds.add(nameOf(manifest)));
    }
    for (Path kustomization : kustomizations()) {
      for (JsonNode patch : Repository.documents(kustomization).get(0).path("patches")) {
        JsonNode target = patch.path("target");
        String name = target.path("kind").asText() + " " + target.path("name").asText("");
        assertThat(kinds).as("%s", kustomization).anyMatch(kind -> kind.startsWith(name));
      }
    }
  }

  @Test
  void topicsAreThoseThatSetupMakes() {
    Map<String, JsonNode> topics = new HashMap<>();
    Repository.documents(Repository.KUBERNETES.resolve("topics/topics.yaml"))
        .forEach(topic -> topics.put(topic.at("/metadata/name").asText(), topic.path("spec")));

    assertThat(topics.keySet())
        .containsExactlyInAnyOrderElementsOf(Topics.all().stream().map(Topic::name).toList());
    int partitions = topics.get(Topics.PLAYBACK_EVENTS).path("partitions").asInt();
    for (Topic topic : Topics.all()) {
      JsonNode spec = topics.get(topic.name());
      Map<String, String> config = new HashMap<>();
      spec.path("config").properties().forEach(e -> config.put(e.getKey(), e.getValue().asText()));
      assertThat(config).as(topic.name()).isEqualTo(TopicSettings.of(topic));
      assertThat(spec.path("partitions").asInt())
          .as(topic.name())
          .isEqualTo(TopicSetup.partitions(topic, partitions));
    }
  }

  /** Kustomize's own words, which it takes out. */
  private static JsonNode withoutDirectives(JsonNode manifest) {
    JsonNode copy = manifest.deepCopy();
    copy.findParents("$patch").forEach(parent -> ((ObjectNode) parent).remove("$patch"));
    return copy;
  }

  private static String nameOf(JsonNode manifest) {
    return manifest.path("kind").asText() + " " + manifest.at("/metadata/name").asText();
  }

  private static JsonNode document(String file, String kind) {
    return Repository.documents(Repository.KUBERNETES.resolve(file)).stream()
        .filter(manifest -> manifest.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }
}
