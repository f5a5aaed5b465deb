package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.Progress;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.TopicWriter;
import java.time.Duration;

/** Gives members a past before there is a model: nobody makes lists of it. Stateless. */
final class Histories {
  private static final Duration LIMIT = Duration.ofMinutes(20);

  private Histories() {}

  /**
   * The same number of tokens for each; returns when the job has taken all of them.
   *
   * @param check throws where a process that is needed has died
   */
  static void give(
      TopicWriter writer,
      JobRest rest,
      MadeUpEvents events,
      int members,
      int tokens,
      Runnable check) {
    long count = (long) members * tokens;
    try (Progress progress = Progress.start("histories", count, " events", 1)) {
      for (long i = 0; i < count; i++) {
        writer.send(events.of(MadeUpEvents.memberId((int) (i % members))));
        progress.at(i);
      }
      writer.flush();
    }
    boolean taken =
        Await.until(
            LIMIT,
            () -> {
              check.run();
              rest.refresh();
              return rest.sum("window.events") >= count;
            });
    if (!taken) {
      throw CommandFailure.other(
          "the job did not take %,d events in %d min".formatted(count, LIMIT.toMinutes()));
    }
  }
}
