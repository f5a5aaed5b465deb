package io.playhead.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user applies: each overlay as Kustomize puts it together, held against our code. */
class OverlaysTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\(([A-Z_]+)\\)");

  /** Models while one loads, ONNX Runtime's arenas, and Flink's own buffers: MiB of a process. */
  private static final long DIRECT_MB = 512;

  private static final long HEAP_MB_MIN = 512;

  @BeforeAll
  static void kubectlIsThere() {
    assumeTrue(Kustomize.kubectl().isPresent(), "kubectl is not installed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"production", "gpu", "autoscaler", "local"})
  void isOfPublishedTypesThroughout(String overlay) throws Exception {
    List<JsonNode> manifests = render(overlay);

    assertThat(manifests).hasSizeGreaterThan(10);
    for (JsonNode manifest : manifests) {
      assertThat(PublishedTypes.read(manifest)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"production", "gpu", "autoscaler", "local"})
  void flinkHasEverySettingAndMemoryAddsUp(String overlay) {
    JsonNode spec = one(render(overlay), "FlinkDeployment", "playhead-job").path("spec");
    FlinkConfiguration flink = new FlinkConfiguration(spec.path("flinkConfiguration"));
    List<String> words = Words.of(spec.at("/job/args"));

    flink.check();
    flink.jobManager(spec.at("/jobManager/resource/memory").asText());
    TaskExecutorProcessSpec taskManager =
        flink.taskManager(spec.at("/taskManager/resource/memory").asText());
    long cachesMb = Long.parseLong(Words.after("--cache-mb", words));
    long slots = Long.parseLong(flink.get("taskmanager.numberOfTaskSlots"));
    long parallelism = spec.at("/job/parallelism").asLong();
    long neededMb = cachesMb * slots / parallelism + DIRECT_MB;
    assertThat(taskManager.getTaskOffHeapSize()).isGreaterThanOrEqualTo(mebi(neededMb));
    assertThat(taskManager.getTaskHeapSize()).isGreaterThanOrEqualTo(mebi(HEAP_MB_MIN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"production", "gpu", "autoscaler", "local"})
  void addressesAreThoseOfTheSettings(String overlay) {
    List<JsonNode> manifests = render(overlay);
    JsonNode settings = one(manifests, "ConfigMap", "playhead-settings").path("data");
    JsonNode job = one(manifests, "FlinkDeployment", "playhead-job").at("/spec/job/args");

    List<String> words = Words.of(job);

    assertThat(Words.after("--bootstrap", words)).isEqualTo(settings.path("bootstrap").asText());
    assertThat(Words.after("--registry", words)).isEqualTo(settings.path("registry").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"production", "gpu", "autoscaler", "local"})
  void theViewUnderstandsItsCommandLine(String overlay) {
    JsonNode container = container(one(render(overlay), "StatefulSet", "playhead-view"));
    List<String> words = Words.of(container.path("args"));

    Commands.parseView(words);

    int port = Integer.parseInt(Words.after("--port", words));
    boolean loopback = !words.contains("--host");
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      if (loopback) {
        List<String> command = Words.of(container.path(probe).at("/exec/command"));
        assertThat(command).startsWith("answers", Integer.toString(port));
        assertThat(paths()).contains(command.get(2));
      } else {
        JsonNode get = container.path(probe).path("httpGet");
        assertThat(paths()).contains(get.path("path").asText());
        assertThat(port(container, get.path("port").asText())).isEqualTo(port);
        assertThat(get.path("scheme").asText())
            .isEqualTo(words.contains("--tls-keystore") ? "HTTPS" : "HTTP");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"production", "gpu", "autoscaler", "local"})
  void setupUnderstandsItsCommandLine(String overlay) {
    JsonNode setup = one(render(overlay), "Job", "playhead-setup");

    Commands.parseLauncher(Words.of(container(setup).path("args")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"production", "gpu", "autoscaler", "local"})
  void whatOneNamesAnotherHas(String overlay) {
    List<JsonNode> manifests = render(overlay);
    for (JsonNode workload : manifests) {
      JsonNode pod = pod(workload);
      if (pod.isMissingNode()) {
        continue;
      }
      String name = workload.at("/metadata/name").asText();
      Set<String> volumes = names(pod.path("volumes"));
      volumes.addAll(claims(workload));
      for (JsonNode container : pod.path("containers")) {
        assertThat(volumes).as(name).containsAll(names(container.path("volumeMounts")));
        Set<String> variables = names(container.path("env"));
        assertThat(variables)
            .as(name)
            .containsAll(variables(container.path("args").toString()))
            .doesNotHaveDuplicates();
        for (JsonNode key : container.path("env").findValues("configMapKeyRef")) {
          JsonNode map = one(manifests, "ConfigMap", key.path("name").asText());
          assertThat(map.path("data").has(key.path("key").asText()))
              .as("%s %s", name, key)
              .isTrue();
        }
      }
      for (JsonNode claim : pod.path("volumes").findValues("claimName")) {
        one(manifests, "PersistentVolumeClaim", claim.asText());
      }
    }
    for (JsonNode service : ofKind(manifests, "Service")) {
      JsonNode selector = service.at("/spec/selector");
      assertThat(manifests)
          .as("%s selects somebody", service.at("/metadata/name"))
          .anyMatch(workload -> selector.equals(workload.at("/spec/template/metadata/labels")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"production", "gpu", "autoscaler", "local"})
  void theViewHasTimeToCloseAndKeepsACopyWhileOneIsAway(String overlay) {
    JsonNode view = one(render(overlay), "StatefulSet", "playhead-view");
    List<String> words = Words.of(container(view).path("args"));
    long closeSeconds = closeSeconds();

    assertThat(view.at("/spec/template/spec/terminationGracePeriodSeconds").asLong())
        .isGreaterThan(2 * closeSeconds);
    if (view.at("/spec/replicas").asInt() > 1) {
      assertThat(Integer.parseInt(Words.after("--standbys", words))).isPositive();
      assertThat(Words.after("--advertise", words))
          .startsWith("$(POD_NAME)." + view.at("/spec/serviceName").asText() + ".");
    }
  }

  /** A subtask of a source without a partition has nothing to do. */
  @Test
  void parallelismGoesNoFurtherThanTheTopicsPartitions() {
    List<JsonNode> manifests = render("autoscaler");
    JsonNode flink = one(manifests, "FlinkDeployment", "playhead-job").path("spec");
    List<String> setup = Words.of(container(one(manifests, "Job", "playhead-setup")).path("args"));
    int partitions = one(manifests, "KafkaTopic", "playback-events").at("/spec/partitions").asInt();

    assertThat(Words.after("--partitions", setup)).isEqualTo(Integer.toString(partitions));
    assertThat(flink.at("/flinkConfiguration/job.autoscaler.vertex.max-parallelism").asInt())
        .isEqualTo(partitions);
    assertThat(flink.at("/job/parallelism").asInt()).isLessThanOrEqualTo(partitions);
  }

  /** The limit that the view closes Kafka Streams within, from its source: not ours to import. */
  private static long closeSeconds() {
    String source =
        Repository.text(
            Repository.ROOT.resolve("feature-state/view/src/main/java/io/playhead/view/View.java"));
    Matcher limit =
        Pattern.compile("CLOSE_LIMIT = Duration\\.ofSeconds\\((\\d+)\\)").matcher(source);
    assertThat(limit.find()).isTrue();
    return Long.parseLong(limit.group(1));
  }

  /** Paths that the view has. */
  private static Set<String> paths() {
    JsonNode api =
        Repository.documents(
                Repository.ROOT.resolve(
                    "feature-state/view/src/main/resources/io/playhead/view/openapi.yaml"))
            .get(0);
    Set<String> paths = new TreeSet<>();
    api.path("paths").fieldNames().forEachRemaining(paths::add);
    return paths;
  }

  private static MemorySize mebi(long mb) {
    return MemorySize.ofMebiBytes(mb);
  }

  private static List<JsonNode> render(String overlay) {
    return Kustomize.render(Repository.KUBERNETES.resolve("overlays").resolve(overlay));
  }

  private static List<JsonNode> ofKind(List<JsonNode> manifests, String kind) {
    return manifests.stream().filter(m -> m.path("kind").asText().equals(kind)).toList();
  }

  private static JsonNode one(List<JsonNode> manifests, String kind, String name) {
    List<JsonNode> found =
        ofKind(manifests, kind).stream()
            .filter(manifest -> manifest.at("/metadata/name").asText().equals(name))
            .toList();
    assertThat(found).as("%s %s", kind, name).hasSize(1);
    return found.get(0);
  }

  /** The pod of a workload; missing where it is none. */
  private static JsonNode pod(JsonNode workload) {
    return workload.path("kind").asText().equals("FlinkDeployment")
        ? workload.at("/spec/podTemplate/spec")
        : workload.at("/spec/template/spec");
  }

  private static JsonNode container(JsonNode workload) {
    return pod(workload).path("containers").path(0);
  }

  private static int port(JsonNode container, String name) {
    for (JsonNode port : container.path("ports")) {
      if (port.path("name").asText().equals(name)) {
        return port.path("containerPort").asInt();
      }
    }
    throw new AssertionError("no port " + name);
  }

  private static Set<String> claims(JsonNode workload) {
    Set<String> names = new TreeSet<>();
    workload
        .at("/spec/volumeClaimTemplates")
        .forEach(claim -> names.add(claim.at("/metadata/name").asText()));
    return names;
  }

  private static Set<String> names(JsonNode list) {
    Set<String> names = new TreeSet<>();
    list.forEach(entry -> names.add(entry.path("name").asText()));
    return names;
  }

  private static List<String> variables(String text) {
    List<String> names = new ArrayList<>();
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }
}
