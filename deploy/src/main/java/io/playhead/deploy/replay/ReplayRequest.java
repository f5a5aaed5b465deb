package io.playhead.deploy.replay;

import io.playhead.window.HoldOut;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What an analyst asks of a replay.
 *
 * @param recording the recording's folder
 * @param bundle the model bundle's folder; null: the releases of the recording
 * @param compare the bundle to hold it against; null: none
 * @param from lists are made of what arrived from then on; null: from the first event
 * @param to events that happened before then; null: to the last
 * @param holdOut events that are left out, for evaluate
 * @param speed how many times faster than live; 0: as fast as it goes
 * @param parallelism subtasks of the job
 * @param rules file of the home page's rules; null: the defaults
 * @param out folder for what comes out
 * @param work folder for the processes' data
 * @param csv whether every list is written as CSV, too
 * @param seed of the intervals
 * @param command as it was typed
 */
public record ReplayRequest(
    Path recording,
    Path bundle,
    Path compare,
    Instant from,
    Instant to,
    HoldOut holdOut,
    double speed,
    int parallelism,
    Path rules,
    Path out,
    Path work,
    boolean csv,
    long seed,
    String command) {
  long fromMs() {
    return from == null ? Long.MIN_VALUE : from.toEpochMilli();
  }

  long untilMs() {
    return to == null ? Long.MAX_VALUE : to.toEpochMilli();
  }
}
