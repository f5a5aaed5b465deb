package io.playhead.deploy.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.state.rocksdb.RocksDBNativeMetricOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** Flink's configuration in a manifest, held against the options that Flink has. */
final class FlinkConfiguration {
  private static final List<Class<?>> OPTIONS =
      List.of(
          CheckpointingOptions.class,
          CoreOptions.class,
          ExternalResourceOptions.class,
          HighAvailabilityOptions.class,
          JobManagerOptions.class,
          MetricOptions.class,
          RestOptions.class,
          RocksDBNativeMetricOptions.class,
          RocksDBOptions.class,
          TaskManagerOptions.class,
          WebOptions.class);

  /**
   * Names of a reporter, a resource, a bucket's store; and keys of the operator, whose jar is not
   * to be had.
   */
  private static final List<String> OF_OTHERS =
      List.of(
          "metrics.reporter.prom.",
          "external-resource.gpu.",
          "s3.",
          "kubernetes.operator.",
          "job.autoscaler.");

  private final Map<String, String> settings = new HashMap<>();

  FlinkConfiguration(JsonNode settings) {
    settings
        .properties()
        .forEach(setting -> this.settings.put(setting.getKey(), setting.getValue().asText()));
  }

  /** Refuses a key that no option has, and a value that its option cannot be. */
  void check() {
    Map<String, ConfigOption<?>> known = known();
    Configuration configuration = Configuration.fromMap(settings);
    for (String key : settings.keySet()) {
      if (OF_OTHERS.stream().anyMatch(key::startsWith)) {
        continue;
      }
      ConfigOption<?> option = known.get(key);
      if (option == null) {
        throw new AssertionError("Flink has no option " + key);
      }
      configuration.get(option);
    }
  }

  /** The parts of a task manager's memory; throws where they do not add up. */
  TaskExecutorProcessSpec taskManager(String memory) {
    Configuration configuration = Configuration.fromMap(settings);
    if (memory != null) {
      configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.parse(memory));
    }
    return TaskExecutorProcessUtils.processSpecFromConfig(configuration);
  }

  /** The parts of a job manager's memory; throws where they do not add up. */
  JobManagerProcessSpec jobManager(String memory) {
    Configuration configuration = Configuration.fromMap(settings);
    if (memory != null) {
      configuration.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.parse(memory));
    }
    return JobManagerProcessUtils.processSpecFromConfig(configuration);
  }

  String get(String key) {
    return settings.get(key);
  }

  Map<String, String> settings() {
    return settings;
  }

  private static Map<String, ConfigOption<?>> known() {
    Map<String, ConfigOption<?>> known = new HashMap<>();
    try {
      for (Class<?> options : OPTIONS) {
        for (Field field : options.getFields()) {
          if (Modifier.isStatic(field.getModifiers())
              && field.get(null) instanceof ConfigOption<?> option) {
            known.put(option.key(), option);
          }
        }
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    return known;
  }
}
