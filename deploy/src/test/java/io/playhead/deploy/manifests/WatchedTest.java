package io.playhead.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That dashboards and alerts find in compose and on a cluster what they ask for. */
class WatchedTest {
  private static final String PORT_KEY = "metrics.reporter.prom.port";

  private final JsonNode compose =
      Repository.documents(Repository.COMPOSE.resolve("compose.yaml")).get(0);
  private final FlinkConfiguration cluster =
      new FlinkConfiguration(
          Repository.documents(Repository.KUBERNETES.resolve("base/job.yaml"))
              .get(0)
              .at("/spec/flinkConfiguration"));

  /** Names and labels come from these: run --metrics-port has them, too. */
  @Test
  void flinkNamesMetricsAsTheJobOfOneProcessDoes() throws ReflectiveOperationException {
    Field reporter =
        Class.forName("io.playhead.stream.MetricsOptions").getDeclaredField("REPORTER");
    reporter.setAccessible(true);

    Map<?, ?> settings = (Map<?, ?>) reporter.get(null);

    assertThat(settings).isNotEmpty();
    settings.forEach(
        (key, value) -> assertThat(cluster.get((String) key)).as("%s", key).isEqualTo(value));
  }

  @Test
  void prometheusAsksServicesThatAreThere() {
    JsonNode prometheus =
        Repository.documents(
                Repository.ROOT.resolve("deploy/observability/prometheus/prometheus.yml"))
            .get(0);
    List<String> targets = new ArrayList<>();
    prometheus
        .findValues("targets")
        .forEach(list -> list.forEach(target -> targets.add(target.asText())));

    assertThat(targets).hasSizeGreaterThan(2);
    for (String target : targets) {
      String[] parts = target.split(":");
      assertThat(compose.path("services").has(parts[0])).as(target).isTrue();
      String port = parts[0].equals("view") ? "8080" : cluster.get(PORT_KEY);
      assertThat(parts[1]).as(target).isEqualTo(port);
    }
  }

  @Test
  void whatPrometheusAndGrafanaReadIsThere() {
    for (String service : List.of("prometheus", "grafana")) {
      for (JsonNode mount : compose.path("services").path(service).path("volumes")) {
        String source = mount.asText().split(":")[0];
        assertThat(!source.startsWith(".") || Files.exists(Repository.COMPOSE.resolve(source)))
            .as(source)
            .isTrue();
      }
    }
  }
}
