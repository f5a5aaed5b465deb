package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Law 6 on the graph: one subtask, two, four and one again, from retained checkpoints and from a
 * savepoint, and the final lists and tokens are those of a run that was left alone.
 */
class ScalingIsInvisibleTest {
  private static final long SEED = 6;
  private static final double EVENTS_PER_SECOND = 200;

  @TempDir Path folder;
  private Scenario scenario;

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void oneTwoFourAndOneSubtasksGiveTheListsOfARunLeftAlone() throws Exception {
    scenario = new Scenario(SEED, folder.resolve("bundle")).live(20, 40);
    Outputs calm =
        new GraphRun(scenario.events, scenario.control, options(1)).run(folder.resolve("calm"));
    Path stateDir = folder.resolve("scaled");
    Outputs scaled = new Outputs();

    scaled.records.addAll(runUntil(150, 1, stateDir, false).records);
    scaled.records.addAll(runUntil(150, 2, stateDir, true).records);
    scaled.records.addAll(runUntil(150, 4, stateDir, false).records);
    Outputs last = runToTheEnd(1, stateDir);
    scaled.records.addAll(last.records);

    assertThat(last.distinctTokens())
        .as("the last run did not begin at the beginning")
        .hasSizeLessThan(calm.distinctTokens().size());
    Outputs.assertSameLists(scaled.finalLists(), calm.finalLists());
    assertThat(scaled.distinctTokens()).as("seed " + SEED).isEqualTo(calm.distinctTokens());
  }

  private static JobOptions options(int parallelism) {
    return GraphRun.options(parallelism).withBatch(8, 50);
  }

  /** Goes on where the run before stopped, and stops after so many records. */
  private Outputs runUntil(int records, int parallelism, Path stateDir, boolean savepoint)
      throws Exception {
    GraphRun run =
        new GraphRun(scenario.events, scenario.control, options(parallelism))
            .slowly(EVENTS_PER_SECOND, 10_000);
    JobClient job = env(run, parallelism, stateDir).executeAsync("of " + parallelism);
    GraphRun.awaitRecords(run.outputs.records::size, records);
    if (savepoint) {
      stopWithSavepoint(job, ClusterSettings.savepoints(stateDir).toUri().toString());
    } else {
      job.cancel().get(30, TimeUnit.SECONDS);
    }
    return run.outputs;
  }

  /** Asks again where it is refused, as it is while a task has not begun. */
  private static void stopWithSavepoint(JobClient job, String folder) throws Exception {
    boolean stopped = false;
    while (!stopped) {
      try {
        job.stopWithSavepoint(false, folder, SavepointFormatType.CANONICAL)
            .get(60, TimeUnit.SECONDS);
        stopped = true;
      } catch (ExecutionException e) {
        assertThat(e).hasMessageContaining("Checkpoint triggering task");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  private Outputs runToTheEnd(int parallelism, Path stateDir) throws Exception {
    GraphRun run = new GraphRun(scenario.events, scenario.control, options(parallelism));
    env(run, parallelism, stateDir).execute("of " + parallelism);
    return run.outputs;
  }

  private static StreamExecutionEnvironment env(GraphRun run, int parallelism, Path stateDir)
      throws RunFailure {
    Configuration settings = run.settings(stateDir, 300);
    RetainedCheckpoints.find(
            "latest", ClusterSettings.checkpoints(stateDir), ClusterSettings.savepoints(stateDir))
        .ifPresent(checkpoint -> ClusterSettings.addRestore(settings, checkpoint));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
    run.build(env);
    return env;
  }
}
