package io.playhead.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The job's main class, and that it understands what manifests tell it. */
class JobCommandLineTest {
  private static final String JAR = "local:///opt/flink/lib/playhead/playhead-stream-processor.jar";

  private final JsonNode job =
      Repository.documents(Repository.KUBERNETES.resolve("base/job.yaml")).get(0).at("/spec/job");

  @Test
  void mainClassesAreThere() throws ClassNotFoundException {
    String kubernetes = job.path("entryClass").asText();
    String compose = Words.after("--job-classname", composed());

    for (String mainClass : List.of(kubernetes, compose)) {
      URL from = Class.forName(mainClass).getProtectionDomain().getCodeSource().getLocation();
      assertThat(from.toString()).as(mainClass).contains("stream-processor");
    }
    assertThat(job.path("jarURI").asText()).isEqualTo(JAR);
  }

  @Test
  void theJobUnderstandsItsCommandLine() {
    Commands.parseJob(job.path("entryClass").asText(), Words.of(job.path("args")));
    List<String> words = composed();
    Commands.parseJob(
        Words.after("--job-classname", words),
        words.subList(words.indexOf("--bootstrap"), words.size()));
  }

  /** What overlays and components add to it. */
  @Test
  void theJobUnderstandsWhatPatchesAdd() {
    int patches = 0;
    for (var kustomization : Repository.files(Repository.KUBERNETES, "kustomization.yaml")) {
      for (JsonNode patch : Repository.documents(kustomization).get(0).path("patches")) {
        if (!patch.at("/target/kind").asText().equals("FlinkDeployment") || !patch.has("patch")) {
          continue;
        }
        List<String> words = new ArrayList<>(Words.of(job.path("args")));
        for (JsonNode operation : Repository.documents(patch.path("patch").asText()).get(0)) {
          if (operation.path("path").asText().equals("/spec/job/args/-")) {
            words.add(operation.path("value").asText());
            patches++;
          }
        }
        Commands.parseJob(job.path("entryClass").asText(), words);
      }
    }
    assertThat(patches).isGreaterThan(4);
  }

  private static List<String> composed() {
    return Words.of(
        Repository.documents(Repository.COMPOSE.resolve("compose.yaml"))
            .get(0)
            .at("/services/jobmanager/command"));
  }
}
