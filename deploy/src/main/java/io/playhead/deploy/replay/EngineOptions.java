package io.playhead.deploy.replay;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.playhead.deploy.local.Releases;
import io.playhead.inference.BundleTrust;
import io.playhead.inference.PageRules;
import io.playhead.inference.RulesFile;
import io.playhead.schemas.AvroBytes;
import io.playhead.stream.ReplayInput;
import io.playhead.stream.ReplayJobOptions;
import io.playhead.stream.ServingPolicy;
import java.nio.file.Path;

/**
 * Everything that a run of the engine over a recording is told, as it is handed to its process.
 *
 * @param recording the recording's folder
 * @param bundle folder of the model; null: the releases of the recording
 * @param listsFromMs events that arrived before make windows and no lists
 * @param untilMs events of that time or later are left out
 * @param holdOut what is held out, as evaluate writes it
 * @param speed how many times faster than live; 0: as fast as it goes
 * @param rules file of the home page's rules; null: the defaults
 * @param eventCount events to be read
 * @param folder for its state, lists and log
 * @param parallelism subtasks
 * @param batchRows most members in one batch
 * @param batchWaitMs longest that the oldest row of a batch waits
 * @param cacheMb memory for keys and values, MiB
 * @param checkpointIntervalMs between two checkpoints
 * @param latenessMs how much older than a member's newest event an event may be
 */
public record EngineOptions(
    Path recording,
    Path bundle,
    long listsFromMs,
    long untilMs,
    String holdOut,
    double speed,
    Path rules,
    long eventCount,
    Path folder,
    int parallelism,
    int batchRows,
    long batchWaitMs,
    int cacheMb,
    long checkpointIntervalMs,
    long latenessMs) {

  /** What is replayed. */
  @JsonIgnore
  ReplayInput input() {
    byte[] release = bundle == null ? null : AvroBytes.encode(Releases.of(bundle));
    return new ReplayInput(recording.toString(), release, listsFromMs, untilMs, holdOut, speed);
  }

  /** The job's options. */
  ReplayJobOptions job(boolean restores) {
    PageRules pageRules = rules == null ? PageRules.DEFAULT : RulesFile.read(rules);
    return new ReplayJobOptions(
        input(),
        eventCount,
        folder,
        restores,
        parallelism,
        batchRows,
        batchWaitMs,
        cacheMb,
        checkpointIntervalMs,
        latenessMs,
        new ServingPolicy(BundleTrust.ANYONE, pageRules));
  }

  /** The same with another folder, parallelism and batches. */
  EngineOptions with(Path otherFolder, int otherParallelism, int rows, long waitMs) {
    return new EngineOptions(
        recording,
        bundle,
        listsFromMs,
        untilMs,
        holdOut,
        speed,
        rules,
        eventCount,
        otherFolder,
        otherParallelism,
        rows,
        waitMs,
        cacheMb,
        checkpointIntervalMs,
        latenessMs);
  }

  /** The same at another pace, with other checkpoints. */
  EngineOptions paced(double otherSpeed, long otherCheckpointIntervalMs) {
    return new EngineOptions(
        recording,
        bundle,
        listsFromMs,
        untilMs,
        holdOut,
        otherSpeed,
        rules,
        eventCount,
        folder,
        parallelism,
        batchRows,
        batchWaitMs,
        cacheMb,
        otherCheckpointIntervalMs,
        latenessMs);
  }
}
