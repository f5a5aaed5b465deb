package io.playhead.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.inference.PageRules;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Checks, starts and waits for the job. Runs on the main thread; a signal cancels the job on its
 * own thread, after which {@link #run} returns.
 */
final class JobMain {
  private static final long STATUS_POLL_MS = 50;

  private final RunOptions options;
  private final PrintStream out;
  private volatile boolean stopped;

  JobMain(RunOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  void run() throws RunFailure {
    options.jobOptions(Map.of()); // what is wrong with the options is said before anybody is asked
    Configuration settings =
        ClusterSettings.job(options.stateDir(), options.checkpointIntervalMs());
    ClusterSettings.addEmbedded(settings, options.parallelism(), options.restPort());
    Optional<Path> checkpoint =
        RetainedCheckpoints.find(
            options.restore(), ClusterSettings.checkpoints(options.stateDir()));
    checkpoint.ifPresent(folder -> ClusterSettings.addRestore(settings, folder));

    Preflight.checkProvider(options.provider());
    Map<String, long[]> endsNow =
        Preflight.endOffsets(
            options.bootstrap(), options.clients(), options.group(), options.delivery());
    Preflight.checkRegistry(options.registry(), options.clients());
    Map<String, long[]> stopAt =
        options.stopAt() == null ? Map.of() : StopAt.read(options.stopAt(), endsNow);
    Map<String, long[]> catalogueEnds = new HashMap<>(stopAt.isEmpty() ? endsNow : stopAt);
    catalogueEnds.keySet().retainAll(KafkaEnds.CONTROL_TOPICS);
    JobOptions jobOptions = options.jobOptions(catalogueEnds);
    makeStateDir();

    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(options.parallelism(), settings);
    KafkaEnds ends =
        new KafkaEnds(
            options.bootstrap(),
            options.group(),
            options.delivery(),
            options.schemaIds(),
            options.clients());
    JobSources sources = ends.sources(options.parallelism(), stopAt);
    if (options.passThrough() == null) {
      PlayheadJob.build(env, sources, ends.sinks(), jobOptions);
    } else {
      PassThroughJob.build(env, sources, ends.copies(options.passThrough()));
    }
    if (!options.serving().trust().requiresSignature()) {
      out.println(
          "warning: any bundle on the channel may serve, signed or not; name the keys that you"
              + " trust as --trusted-key");
    }
    PageRules rules = options.serving().rules();
    out.println("rules: " + rules.id() + (rules.equals(PageRules.DEFAULT) ? ", the defaults" : ""));
    checkpoint.ifPresent(folder -> out.println("restoring: " + folder));
    execute(env);
  }

  private void execute(StreamExecutionEnvironment env) throws RunFailure {
    long startMs = System.currentTimeMillis();
    JobClient job;
    try {
      job = env.executeAsync("playhead");
    } catch (Exception e) {
      throw RunFailure.failed("The job did not start: " + rootMessage(e), e);
    }
    Signals.onStop(
        () -> {
          stopped = true;
          job.cancel();
        });
    String state = "FINISHED";
    Map<String, Object> counts = Map.of();
    try {
      awaitRunning(job);
      counts = job.getJobExecutionResult().get().getAllAccumulatorResults();
    } catch (ExecutionException e) {
      state = stopped ? "CANCELED" : "FAILED";
      if (!stopped) {
        throw RunFailure.failed("The job failed: " + rootMessage(e), e);
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

  private void makeStateDir() throws RunFailure {
    try {
      Files.createDirectories(options.stateDir());
    } catch (IOException e) {
      throw RunFailure.badInput(
          "--state-dir=" + options.stateDir() + " cannot be made: " + e.getMessage());
    }
  }

  private void writeResult(JobClient job, String state, long tookMs, Map<String, Object> counts)
      throws RunFailure {
    if (options.json() == null) {
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
          .writeValue(options.json().toFile(), result);
    } catch (IOException e) {
      throw RunFailure.failed(
          "--json=" + options.json() + " cannot be written: " + e.getMessage(), e);
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
