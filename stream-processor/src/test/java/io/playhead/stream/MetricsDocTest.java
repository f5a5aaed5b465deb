package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A Flink cluster that is set as the documentation says tells what {@code run} tells. */
class MetricsDocTest {
  private static final Path DOC = Path.of("../docs/operations/metrics.md");
  private static final Pattern SETTINGS = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final String PREFIX = "metrics.reporter.prom.";

  @Test
  void theDocumentedSettingsAreThoseOfRun() throws Exception {
    Matcher settings = SETTINGS.matcher(Files.readString(DOC));
    assertThat(settings.find()).isTrue();
    Map<String, String> documented = new TreeMap<>();
    settings
        .group(1)
        .lines()
        .map(line -> line.split(": ", 2))
        .forEach(setting -> documented.put(setting[0], setting[1]));

    Map<String, String> expected = new TreeMap<>(MetricsOptions.REPORTER);
    expected.put(
        PREFIX + "factory.class", "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
    expected.put(PREFIX + "port", "9249");
    assertThat(documented).isEqualTo(expected);
  }
}
