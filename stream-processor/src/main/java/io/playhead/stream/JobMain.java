package io.playhead.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Checks, starts and waits for the job. Runs on the main thread; a signal stops the job on its own
 * thread, see {@link JobStop}, after which {@link #run} returns.
 */
final class JobMain {
  /** What Flink calls the job. */
  static final String NAME = "playhead";

  private static final long STATUS_POLL_MS = 50;
  private static final long ORPHANS_POLL_MS = 1_000;

  private final RunOptions options;
  private final EmbeddedOptions embedded;
  private final PrintStream out;

  JobMain(RunOptions options, EmbeddedOptions embedded, PrintStream out) {
    this.options = options;
    this.embedded = embedded;
    this.out = out;
  }

  void run() throws RunFailure {
    options.jobOptions(Map.of()); // what is wrong with the options is said before anybody is asked
    Configuration settings =
        ClusterSettings.job(embedded.stateDir(), options.checkpointIntervalMs());
    ClusterSettings.addEmbedded(settings, options.parallelism(), embedded.restPort());
    embedded.metrics().addTo(settings);
    Optional<Path> checkpoint =
        RetainedCheckpoints.find(
            embedded.restore(),
            ClusterSettings.checkpoints(embedded.stateDir()),
            ClusterSettings.savepoints(embedded.stateDir()));
    checkpoint.ifPresent(folder -> ClusterSettings.addRestore(settings, folder));
    if (checkpoint.isPresent() && options.stopAt() != null) {
      SavedEnds.requireThere(checkpoint.get(), options.stopAt());
    }

    Preflight.checkProvider(options.provider());
    JobStart start = JobStart.check(options);
    StateFolder taken = StateFolder.take(embedded.stateDir());
    try {
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(options.parallelism(), settings);
      start.build(env);
      start.report(out);
      checkpoint.ifPresent(folder -> out.println("restoring: " + folder));
      execute(env, checkpoint.map(this::orphansBehind));
    } finally {
      taken.close();
    }
  }

  private OrphanedCheckpoints orphansBehind(Path checkpoint) {
    return OrphanedCheckpoints.behind(checkpoint, ClusterSettings.checkpoints(embedded.stateDir()));
  }

  private void execute(StreamExecutionEnvironment env, Optional<OrphanedCheckpoints> orphans)
      throws RunFailure {
    long startMs = System.currentTimeMillis();
    JobClient job;
    try {
      job = env.executeAsync(NAME);
    } catch (Exception e) {
      throw RunFailure.failed("The job did not start: " + rootMessage(e), e);
    }
    JobStop stop =
        new JobStop(
            job,
            embedded.savepointOnStop() ? ClusterSettings.savepoints(embedded.stateDir()) : null);
    Signals.onStop(stop::stop);
    String state = "FINISHED";
    Map<String, Object> counts = Map.of();
    try {
      awaitRunning(job);
      counts = awaitEnd(job, orphans).getAllAccumulatorResults();
      stop.awaitSavepoint().ifPresent(path -> out.println("savepoint: " + path));
    } catch (ExecutionException e) {
      state = stop.isCanceled() ? "CANCELED" : "FAILED";
      if (!stop.isCanceled()) {
        throw RunFailure.failed("The job failed: " + rootMessage(e), e);
      }
      if (stop.lacksSavepoint()) {
        throw RunFailure.failed(
            "The job was stopped without a savepoint; its last checkpoint stays: --restore latest",
            e);
      }
    } catch (InterruptedException e) {
      state = "CANCELED";
      job.cancel();
      Thread.currentThread().interrupt();
    } finally {
      writeResult(job, state, System.currentTimeMillis() - startMs, counts);
    }
  }

  private void awaitRunning(JobClient job) throws ExecutionException, InterruptedException {
    JobStatus status = job.getJobStatus().get();
    while (status != JobStatus.RUNNING && !status.isGloballyTerminalState()) {
      Thread.sleep(STATUS_POLL_MS);
      status = job.getJobStatus().get();
    }
    out.println("running: job " + job.getJobID());
    out.flush();
  }

  private JobExecutionResult awaitEnd(JobClient job, Optional<OrphanedCheckpoints> orphans)
      throws ExecutionException, InterruptedException {
    CompletableFuture<JobExecutionResult> end = job.getJobExecutionResult();
    while (orphans.isPresent() && orphans.get().isPending()) {
      try {
        return end.get(ORPHANS_POLL_MS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        orphans.get().deleteOnceReplaced().ifPresent(out::println);
        out.flush();
      }
    }
    return end.get();
  }

  private void writeResult(JobClient job, String state, long tookMs, Map<String, Object> counts)
      throws RunFailure {
    if (embedded.json() == null) {
      return;
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("jobId", job.getJobID().toString());
    result.put("state", state);
    result.put("seconds", tookMs / 1000.0);
    result.putAll(counts);
    try {
      new ObjectMapper()
          .writerWithDefaultPrettyPrinter()
          .writeValue(embedded.json().toFile(), result);
    } catch (IOException e) {
      throw RunFailure.failed(
          "--json=" + embedded.json() + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
