package io.playhead.stream;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Option;

/**
 * Where the job of a process of its own tells its metrics to Prometheus. On a Flink cluster they
 * are Flink's configuration, the same as {@link #REPORTER} but for the class: {@code
 * org.apache.flink.metrics.prometheus.PrometheusReporterFactory}.
 */
final class MetricsOptions {
  private static final String PREFIX = "metrics.reporter.prom.";
  private static final int PORT_MAX = 65_535;

  /** What makes names and labels those that dashboards and alerts ask for. */
  static final Map<String, String> REPORTER = reporter();

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = "Answer Prometheus at http://HOST:PORT/metrics; 0: not. Default: 0.")
  private int port = 0;

  @Option(
      names = "--metrics-host",
      paramLabel = "HOST",
      description =
          "Address of --metrics-port; 0.0.0.0: all of this machine's, and nobody is asked who he is."
              + " Default: ${DEFAULT-VALUE}.")
  private String host = "127.0.0.1";

  private static Map<String, String> reporter() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("metrics.reporters", "prom");
    // Flink would make _ of the point in le="0.5", and of the dash in topics and reasons.
    settings.put(PREFIX + "filterLabelValueCharacters", "false");
    // Ids that say nothing which the names beside them do not say. Not that of the attempt: while
    // one ends and the next begins, both are there.
    settings.put(PREFIX + "scope.variables.excludes", "operator_id;task_id;task_attempt_num");
    // What tells that RocksDB runs out of memory, or that writes wait for compaction.
    settings.put("state.backend.rocksdb.metrics.block-cache-usage", "true");
    settings.put("state.backend.rocksdb.metrics.block-cache-capacity", "true");
    settings.put("state.backend.rocksdb.metrics.cur-size-all-mem-tables", "true");
    settings.put("state.backend.rocksdb.metrics.total-sst-files-size", "true");
    // Files hold half as much again at most: compaction lets so much of what was overwritten lie.
    settings.put("state.backend.rocksdb.metrics.estimate-live-data-size", "true");
    settings.put("state.backend.rocksdb.metrics.is-write-stopped", "true");
    return settings;
  }

  /** Adds the reporter, where one is wanted and its port is free. */
  void addTo(Configuration settings) throws RunFailure {
    if (port == 0) {
      return;
    }
    if (port < 0 || port > PORT_MAX) {
      throw RunFailure.badInput("--metrics-port=" + port + " must be 0 to " + PORT_MAX + ".");
    }
    // Flink would only log that its reporter did not start.
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw RunFailure.badInput(
          "Metrics cannot be told at %s:%d (%s); give another --metrics-port or --metrics-host"
              .formatted(host, port, e.getMessage()));
    }
    REPORTER.forEach(settings::setString);
    settings.setString(
        PREFIX + "factory.class", "org.apache.flink.metrics.prometheus.BoundReporterFactory");
    settings.setString(PREFIX + "host", host);
    settings.setString(PREFIX + "port", Integer.toString(port));
  }
}
