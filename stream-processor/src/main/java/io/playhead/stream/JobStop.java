package io.playhead.stream;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;

/**
 * How a signal ends the job: it is cancelled, and its last checkpoint stays; or, where it was asked
 * for, it stops with a savepoint, and is cancelled if that cannot be made or on a second signal.
 * The savepoint is canonical, so that later releases may change how state is kept. {@link #stop} is
 * called on the signals' thread, the rest on the main one.
 */
final class JobStop {
  private final JobClient job;
  private final Path savepoints; // null: cancel
  private volatile CompletableFuture<String> savepoint; // null: none was begun
  private volatile boolean canceled;

  JobStop(JobClient job, Path savepoints) {
    this.job = job;
    this.savepoints = savepoints;
  }

  void stop() {
    if (savepoints == null || savepoint != null) {
      cancel();
      return;
    }
    savepoint =
        job.stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL);
    savepoint.whenComplete(
        (path, failure) -> {
          if (failure != null) {
            cancel();
          }
        });
  }

  private void cancel() {
    canceled = true;
    job.cancel();
  }

  /** Whether the job ended without a savepoint, as it was told to. */
  boolean isCanceled() {
    return canceled;
  }

  /** Whether it ended without the savepoint that was asked for. */
  boolean lacksSavepoint() {
    return canceled && savepoints != null;
  }

  /** The savepoint's address once it is complete; empty: none was asked for. */
  Optional<String> awaitSavepoint() throws ExecutionException, InterruptedException {
    return savepoint == null ? Optional.empty() : Optional.of(savepoint.get());
  }
}
