package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.playhead.inference.ExecutionProvider;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.externalresource.ExternalResourceDriver;
import org.apache.flink.api.common.externalresource.ExternalResourceDriverFactory;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.plugin.PluginManager;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job on a cluster that looks for GPUs: a job manager and a task manager in this JVM, as they
 * stand alone, because the embedded cluster leaves discovery out. The GPU is made up, so all that a
 * task can do with it is to refuse it by its index.
 */
class GpuDiscoveryTest {
  private static final String MADE_UP_INDEX = "5";

  @TempDir Path folder;

  /** Stands where Flink's GPU driver would. */
  public static final class MadeUpGpus implements ExternalResourceDriverFactory {
    @Override
    public ExternalResourceDriver createExternalResourceDriver(Configuration settings) {
      return amount -> Set.of(new GpuSlotsTest.Gpu(MADE_UP_INDEX));
    }
  }

  @Test
  void theGpuThatFlinkFoundReachesTheTaskAndNoOtherProviderTakesItsPlace() throws Exception {
    assumeThat(OrtEnvironment.getAvailableProviders()).doesNotContain(OrtProvider.CUDA);
    Scenario scenario = new Scenario(1, folder.resolve("bundle")).live(3, 5);
    JobOptions options = GraphRun.options(2).withProvider(ExecutionProvider.cuda(0));

    GraphRun run = new GraphRun(scenario.events, scenario.control, options);

    assertThatThrownBy(() -> execute(run))
        .rootCause()
        .hasMessageStartingWith("Provider cuda:" + MADE_UP_INDEX + " was asked for, and the ONNX");
  }

  private void execute(GraphRun run) throws Exception {
    Configuration settings = ClusterSettings.job(folder.resolve("state"), 500);
    settings.setString("restart-strategy.type", "none");
    settings.setString("jobmanager.rpc.address", "localhost");
    settings.setString("jobmanager.bind-host", "localhost");
    settings.setString("jobmanager.rpc.port", "0");
    settings.setString("rest.address", "localhost");
    settings.setString("rest.bind-port", "0");
    settings.setString("external-resources", "gpu");
    settings.setString("external-resource.gpu.amount", "1");
    settings.setString("external-resource.gpu.driver-factory.class", MadeUpGpus.class.getName());
    settings.setString("taskmanager.host", "localhost");
    settings.setString("taskmanager.numberOfTaskSlots", "4");
    settings.setString("taskmanager.cpu.cores", "4");
    // No script works out the parts of the memory for a process without a distribution.
    Map.of(
            "framework.heap.size", "64m",
            "framework.off-heap.size", "64m",
            "task.heap.size", "256m",
            "task.off-heap.size", "16m",
            "managed.size", "256m",
            "network.min", "64m",
            "network.max", "64m",
            "jvm-metaspace.size", "64m",
            "jvm-overhead.min", "64m",
            "jvm-overhead.max", "64m")
        .forEach((part, size) -> settings.setString("taskmanager.memory." + part, size));
    PluginManager plugins =
        new PluginManager() {
          @Override
          @SuppressWarnings("unchecked")
          public <P> Iterator<P> load(Class<P> service) {
            return service == ExternalResourceDriverFactory.class
                ? (Iterator<P>) List.of(new MadeUpGpus()).iterator()
                : List.<P>of().iterator();
          }
        };
    StandaloneSessionClusterEntrypoint jobManager =
        new StandaloneSessionClusterEntrypoint(settings);
    TaskManagerRunner taskManager = null;
    try {
      jobManager.startCluster();
      settings.setString("jobmanager.rpc.port", Integer.toString(jobManager.getRpcPort()));
      taskManager =
          new TaskManagerRunner(settings, plugins, TaskManagerRunner::createTaskExecutorService);
      taskManager.start();
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createRemoteEnvironment(
              "localhost", jobManager.getRestPort(), settings);
      run.build(env);
      env.execute("lists on a GPU");
    } finally {
      if (taskManager != null) {
        taskManager.close();
      }
      jobManager.closeAsync().get();
    }
  }
}
