package io.playhead.deploy.chaos;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.JobOptions;
import io.playhead.deploy.local.JobProcess;
import io.playhead.deploy.local.StopOffsets;
import io.playhead.deploy.local.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The same input without faults: outputs are emptied, and a job without a checkpoint reads the
 * input from its beginning to its end. One thread.
 */
final class CalmRun {
  private static final Duration END_LIMIT = Duration.ofMinutes(10);

  private final ChaosStack stack;
  private final List<String> jobArguments;

  /**
   * @param stack whose job has been stopped
   * @param jobArguments those of the job with faults that lists depend on
   */
  CalmRun(ChaosStack stack, List<String> jobArguments) {
    this.stack = stack;
    this.jobArguments = jobArguments;
  }

  /** What it says, read to the end; the caller closes it. */
  RunOutputs run() {
    stack.unmount();
    try {
      WorkFolder.delete(stack.stateDir());
    } catch (IOException e) {
      throw CommandFailure.other(stack.stateDir() + " cannot be emptied: " + e.getMessage(), e);
    }
    OutputTopics.empty(
        stack.local().bootstrap(), stack.local().registryUrl(), ChaosStack.PARTITIONS);
    runToTheEnd();
    RunOutputs calm = new RunOutputs(stack.local().bootstrap(), stack.local().schemaIds());
    calm.drain();
    return calm;
  }

  private void runToTheEnd() {
    Path stopAt = stack.local().folder().resolve("stop-at.json");
    StopOffsets.write(
        stopAt, OutputTopics.inputEnds(stack.local().bootstrap()), ChaosStack.PARTITIONS);
    JobProcess job =
        stack
            .local()
            .startJob(
                JobOptions.DEFAULT
                    .withLatenessMs(ChaosInput.LATENESS_MS)
                    .withStopAt(stopAt)
                    .withMore(jobArguments.toArray(String[]::new)));
    Integer exitCode;
    try {
      exitCode = job.awaitExit(END_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("interrupted", e);
    }
    job.check();
    if (exitCode == null) {
      throw CommandFailure.other(
          "the job without faults has not ended after "
              + END_LIMIT.toMinutes()
              + " minutes; see its log");
    }
  }
}
