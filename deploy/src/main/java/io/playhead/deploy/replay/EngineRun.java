package io.playhead.deploy.replay;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.Progress;
import io.playhead.deploy.local.ReplayProcess;
import io.playhead.stream.ReplayJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * One run of a recording through the engine, a process of its own, to files of lists and tokens.
 * One thread.
 */
final class EngineRun {
  /** The process's file of options. */
  static final String OPTIONS = "replay-job.json";

  /** What the process counted, once it has ended well. */
  static final String RESULT = "result.json";

  private static final Duration POLL = Duration.ofMillis(100);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EngineOptions options;

  EngineRun(EngineOptions options) {
    this.options = options;
  }

  /** Runs to the end; fails with the end of the process's log where it cannot. */
  Outcome run(String task) {
    return await(ReplayProcess.start(write(), false), task, Long.MAX_VALUE);
  }

  /**
   * The same, but the process is killed (kill -9) once it has read {@code killAfter} events, and
   * another one goes on from its last checkpoint.
   */
  Outcome runWithCrash(String task, long killAfter) {
    Path folder = write();
    ReplayProcess first = ReplayProcess.start(folder, false);
    if (await(first, task + ", to be killed", killAfter) != null) {
      throw CommandFailure.other("the run ended before it could be killed: too few events");
    }
    return await(ReplayProcess.start(folder, true), task + ", killed", Long.MAX_VALUE);
  }

  private Path write() {
    try {
      Files.createDirectories(options.folder());
      JSON.writeValue(options.folder().resolve(OPTIONS).toFile(), options);
      return options.folder();
    } catch (IOException e) {
      throw CommandFailure.badInput(options.folder() + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Null where it was killed. */
  private Outcome await(ReplayProcess process, String task, long killAfter) {
    try (process;
        Progress progress = Progress.start(task, options.eventCount(), " events", 1)) {
      while (!process.awaitEnd(POLL)) {
        long read = process.eventsRead();
        progress.at(read);
        if (read >= killAfter && process.checkpoints() > 0) {
          process.kill();
          return null;
        }
      }
      progress.at(options.eventCount());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("the replay was interrupted", e);
    }
    return outcome();
  }

  private Outcome outcome() {
    try {
      Map<String, Double> counts =
          JSON.readValue(
              options.folder().resolve(RESULT).toFile(),
              new TypeReference<Map<String, Double>>() {});
      return new Outcome(options.folder(), counts);
    } catch (IOException e) {
      throw CommandFailure.other("the replay left no result: " + e.getMessage(), e);
    }
  }

  /**
   * What a run left.
   *
   * @param folder its files
   * @param counts what its job counted; {@code seconds} from the first event read to the end of the
   *     job among them
   */
  record Outcome(Path folder, Map<String, Double> counts) {
    /** Folder of the files of one topic. */
    Path topic(String topic) {
      return folder.resolve(ReplayJob.LISTS_FOLDER).resolve(topic);
    }

    double seconds() {
      return counts.getOrDefault("seconds", Double.NaN);
    }
  }
}
