package org.apache.flink.metrics.prometheus;

import java.util.Properties;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Makes {@link BoundReporter} of the settings {@code host} and {@code port}; Flink finds it. */
public final class BoundReporterFactory implements MetricReporterFactory {
  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    MetricConfig config = (MetricConfig) properties;
    return new BoundReporter(
        config.getString("host", "127.0.0.1"), config.getInteger("port", 9249));
  }
}
