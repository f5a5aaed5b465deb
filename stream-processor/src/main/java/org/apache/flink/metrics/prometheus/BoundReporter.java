package org.apache.flink.metrics.prometheus;

import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

/**
 * Flink's Prometheus reporter on one address: its own listens on all of them. It stands in Flink's
 * package because only there the registry can be seen.
 */
final class BoundReporter extends AbstractPrometheusReporter {
  private final HTTPServer server;

  BoundReporter(String host, int port) {
    try {
      server = new HTTPServer(new InetSocketAddress(host, port), registry, true);
    } catch (IOException e) {
      throw new UncheckedIOException("Metrics cannot be told at " + host + ":" + port, e);
    }
  }

  @Override
  public void close() {
    server.stop();
    super.close();
  }
}
