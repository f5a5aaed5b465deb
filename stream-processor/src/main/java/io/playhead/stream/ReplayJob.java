package io.playhead.stream;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The graph with other ends: events out of a recording, lists and tokens into files. Whatever is
 * between the ends is what serves live: decoding, windows in RocksDB, batches, the model, the
 * rules, checkpoints.
 *
 * <pre>
 *   recording -> decode (event) --keyed by member--> page (token, window, batch, list) -> files
 * </pre>
 */
public final class ReplayJob {
  /** Lists and tokens, one folder of Avro files a topic. */
  public static final String LISTS_FOLDER = "topics";

  /** Rejected events, likewise. */
  public static final String REJECTED_FOLDER = "rejected";

  private static final long PROGRESS_MS = 200;

  private ReplayJob() {}

  /**
   * Runs to the end; one in a process. Where it fails, or the process dies, another run with {@code
   * restores} goes on from the last checkpoint.
   *
   * @param onProgress told now and then how many events have been read
   * @return what the job counted, such as {@code cacheHits}
   * @throws RunFailure it could not go on
   */
  public static Map<String, Object> run(ReplayJobOptions options, LongConsumer onProgress)
      throws RunFailure {
    Path state = options.folder().resolve("state");
    Configuration settings = ClusterSettings.job(state, options.checkpointIntervalMs());
    ClusterSettings.addEmbedded(settings, options.parallelism(), 0);
    // What fails in a replay fails again.
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    if (options.restores()) {
      Optional<Path> checkpoint =
          RetainedCheckpoints.find("latest", ClusterSettings.checkpoints(state));
      checkpoint.ifPresent(folder -> ClusterSettings.addRestore(settings, folder));
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(options.parallelism(), settings);
    PlayheadJob.build(
        env,
        new JobSources(
            RecordedRecords.source(options.input(), options.eventCount()), 1, new NoRecords()),
        new JobSinks(
            AvroFiles.in(options.folder().resolve(LISTS_FOLDER)),
            AvroFiles.in(options.folder().resolve(REJECTED_FOLDER))),
        options.jobOptions());
    try {
      JobClient job = env.executeAsync("playhead replay");
      var result = job.getJobExecutionResult();
      while (!result.isDone()) {
        onProgress.accept(RecordedRecords.count());
        Thread.sleep(PROGRESS_MS);
      }
      return result.get().getAllAccumulatorResults();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RunFailure.failed("The replay was interrupted", e);
    } catch (Exception e) {
      throw RunFailure.failed("The replay failed: " + rootMessage(e), e);
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
