package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Law 5, first form: a task manager is killed between two checkpoints, and the final lists are
 * those of a run without faults. None is lost, and a reader that follows the revision rule sees
 * none go back in time.
 */
@SuppressWarnings("try") // Flink says that closing may throw anything.
class ACrashIsInvisibleTest {
  private static final long SEED = 5;
  private static final int PARALLELISM = 2;
  private static final double EVENTS_PER_SECOND = 250;

  @TempDir Path folder;

  @Test
  void givesTheListsOfARunWithoutFaults() throws Exception {
    Scenario scenario = new Scenario(SEED, folder.resolve("bundle")).live(25, 60);
    JobOptions options = GraphRun.options(PARALLELISM).withBatch(64, 400);
    Outputs calm =
        new GraphRun(scenario.events, scenario.control, options).run(folder.resolve("calm"));
    GraphRun run =
        new GraphRun(scenario.events, scenario.control, options).slowly(EVENTS_PER_SECOND, 10_000);

    runAndKillATaskManager(run, folder.resolve("crash"));

    Outputs.assertSameLists(run.outputs.finalLists(), calm.finalLists());
    assertThat(run.outputs.distinctTokens()).as("seed " + SEED).isEqualTo(calm.distinctTokens());
  }

  @Test
  void goesOnFromTheRetainedCheckpointOfAStoppedJob() throws Exception {
    Scenario scenario = new Scenario(SEED, folder.resolve("bundle")).live(10, 60);
    JobOptions options = GraphRun.options(PARALLELISM).withBatch(8, 50);
    Outputs calm =
        new GraphRun(scenario.events, scenario.control, options).run(folder.resolve("calm"));
    Path stateDir = folder.resolve("stopped");
    GraphRun first = new GraphRun(scenario.events, scenario.control, options).slowly(100, 10_000);
    Configuration settings = first.settings(stateDir, 400);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, settings);
    first.build(env);
    JobClient job = env.executeAsync("first");
    // Enough that some are behind the newest checkpoint, 400 ms or 40 events ago at the most.
    GraphRun.awaitRecords(() -> first.outputs.tokens().size(), 100);
    job.cancel().get(30, TimeUnit.SECONDS);

    GraphRun second = new GraphRun(scenario.events, scenario.control, options);
    settings = second.settings(stateDir, 400);
    ClusterSettings.addRestore(
        settings,
        RetainedCheckpoints.find("latest", ClusterSettings.checkpoints(stateDir)).orElseThrow());
    env = StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, settings);
    second.build(env);
    env.execute("second");

    assertThat(second.outputs.tokens())
        .as("the second run did not begin at the beginning")
        .hasSizeLessThan(calm.tokens().size());
    Outputs both = new Outputs();
    both.records.addAll(first.outputs.records);
    both.records.addAll(second.outputs.records);
    Outputs.assertSameLists(both.finalLists(), calm.finalLists());
    assertThat(both.distinctTokens()).as("seed " + SEED).isEqualTo(calm.distinctTokens());
  }

  private void runAndKillATaskManager(GraphRun run, Path stateDir) throws Exception {
    Configuration settings = run.settings(stateDir, 400);
    settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(500));
    settings.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofSeconds(5));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    env.setParallelism(PARALLELISM);
    run.build(env);
    JobGraph job = env.getStreamGraph().getJobGraph();
    MiniClusterConfiguration cluster =
        new MiniClusterConfiguration.Builder()
            .setConfiguration(settings)
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(PARALLELISM)
            .build();
    try (MiniCluster flink = new MiniCluster(cluster)) {
      flink.start();
      JobID id = flink.submitJob(job).get().getJobID();
      GraphRun.awaitRecords(run.outputs.records::size, 300);
      flink.startTaskManager();
      flink.terminateTaskManager(0).get(30, TimeUnit.SECONDS);
      flink
          .requestJobResult(id)
          .get(100, TimeUnit.SECONDS)
          .toJobExecutionResult(getClass().getClassLoader());
      assertThat(flink.getArchivedExecutionGraph(id).get().getAllExecutionVertices())
          .as("every task was restarted")
          .allMatch(task -> task.getCurrentExecutionAttempt().getAttemptNumber() > 0);
    }
  }
}
