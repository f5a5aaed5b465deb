package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three real jobs, each gone on from the one before: what the first left behind is deleted while
 * the second runs, and the third goes on from the second all the same. A stopped job leaves on disk
 * what a killed one does.
 */
class AKillLeavesNothingBehindTest {
  private static final long SEED = 7;
  private static final int PARALLELISM = 2;
  private static final double EVENTS_PER_SECOND = 100;
  private static final int INTERVAL_MS = 300;

  @TempDir private Path folder;

  @Test
  @Timeout(value = 240, unit = TimeUnit.SECONDS)
  void deletesWhatTheFirstLeftAndNothingThatTheThirdNeeds() throws Exception {
    Scenario scenario = new Scenario(SEED, folder.resolve("bundle")).live(10, 60);
    JobOptions options = GraphRun.options(PARALLELISM).withBatch(8, 50);
    Outputs calm =
        new GraphRun(scenario.events, scenario.control, options).run(folder.resolve("calm"));
    Path stateDir = folder.resolve("killed");
    Path checkpoints = ClusterSettings.checkpoints(stateDir);
    GraphRun first = new GraphRun(scenario.events, scenario.control, options);
    JobClient job = start(first.slowly(EVENTS_PER_SECOND, 10_000), stateDir, Optional.empty());
    GraphRun.awaitRecords(() -> completeCount(checkpoints), 2);
    GraphRun.awaitRecords(() -> first.outputs.tokens().size(), 60);
    cancel(job);
    Path old = CheckpointFolder.folders(checkpoints).iterator().next();
    Path newest = RetainedCheckpoints.newest(checkpoints).orElseThrow();
    assertThat(completeCount(checkpoints)).isEqualTo(2);
    Path stray = Files.writeString(old.resolve("shared").resolve("" + UUID.randomUUID()), "state");
    Set<String> neededThen = new HashSet<>(CheckpointFolder.namesIn(newest));
    neededThen.retainAll(names(old)); // other things than files have such names, too

    OrphanedCheckpoints orphans = OrphanedCheckpoints.behind(newest, checkpoints);
    GraphRun second = new GraphRun(scenario.events, scenario.control, options);
    job = start(second.slowly(EVENTS_PER_SECOND, 10_000), stateDir, Optional.of(newest));
    GraphRun.awaitRecords(
        () -> {
          orphans.deleteOnceReplaced().ifPresent(System.out::println);
          return orphans.isPending() ? 0 : 1;
        },
        1);
    cancel(job);

    assertThat(listed(old).complete()).isEmpty();
    assertThat(stray).doesNotExist();
    Set<String> neededNow =
        CheckpointFolder.namesIn(RetainedCheckpoints.newest(checkpoints).orElseThrow());
    assertThat(names(old))
        .as("the second still needs files of the first, and of these all are there")
        .isNotEmpty()
        .containsAll(neededThen.stream().filter(neededNow::contains).toList())
        .isSubsetOf(neededThen);

    GraphRun third = new GraphRun(scenario.events, scenario.control, options);
    job = start(third, stateDir, RetainedCheckpoints.newest(checkpoints));
    job.getJobExecutionResult().get(60, TimeUnit.SECONDS);
    Outputs all = new Outputs();
    all.records.addAll(first.outputs.records);
    all.records.addAll(second.outputs.records);
    all.records.addAll(third.outputs.records);
    Outputs.assertSameLists(all.finalLists(), calm.finalLists());
    assertThat(all.distinctTokens()).as("seed " + SEED).isEqualTo(calm.distinctTokens());
  }

  private static JobClient start(GraphRun run, Path stateDir, Optional<Path> checkpoint)
      throws Exception {
    Configuration settings = run.settings(stateDir, INTERVAL_MS);
    // So little state would else stand in the metadata itself.
    settings.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ZERO);
    checkpoint.ifPresent(folder -> ClusterSettings.addRestore(settings, folder));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, settings);
    run.build(env);
    return env.executeAsync("run");
  }

  /** Until no task runs that could be writing a checkpoint. */
  private static void cancel(JobClient job) throws Exception {
    job.cancel().get(30, TimeUnit.SECONDS);
    assertThat(job.getJobExecutionResult()).failsWithin(Duration.ofSeconds(30));
  }

  private static Set<String> names(Path jobFolder) throws IOException {
    return listed(jobFolder).files().stream()
        .map(file -> file.getFileName().toString())
        .collect(Collectors.toSet());
  }

  private static CheckpointFolder listed(Path jobFolder) throws IOException {
    return CheckpointFolder.list(jobFolder.getParent()).stream()
        .filter(each -> each.folder().equals(jobFolder))
        .findFirst()
        .orElseThrow();
  }

  private static int completeCount(Path checkpoints) {
    try {
      return CheckpointFolder.list(checkpoints).stream()
          .mapToInt(each -> each.complete().size())
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
