package io.playhead.deploy.replay;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.ListsCsv;
import io.playhead.deploy.local.Releases;
import io.playhead.schemas.InteractionToken;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.RejectedEvent;
import io.playhead.schemas.Topics;
import io.playhead.stream.ReplayJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A recording through the engine: the job that serves live, with the recording where the topics
 * were, one list for each event. One thread.
 */
public final class EngineReplay {
  /** Caches of some thousand members; what does not fit is made again, to the same bits. */
  private static final int CACHE_MB = 768;

  private static final int BATCH_ROWS = 64;
  private static final long BATCH_WAIT_MS = 20;
  private static final long CHECKPOINT_INTERVAL_MS = 5_000;
  private static final long LATENESS_MS = 600_000;

  private final ReplayRequest request;

  /** Prepares a replay. */
  public EngineReplay(ReplayRequest request) {
    this.request = request;
  }

  /** Replays, with one model or two, and writes what came out. */
  public ReplayFigures run() {
    ReplayPlan plan = ReplayPlan.of(request);
    long startNs = System.nanoTime();
    EngineRun.Outcome outcome = new EngineRun(options(plan, "a", request.bundle())).run("replay");
    ReplaySummary summary = new ReplaySummary();
    try (ListFiles<Recommendation> lists =
        ListFiles.lists(topic(outcome, Topics.RECOMMENDATIONS))) {
      lists.forEachRemaining(summary::add);
    }
    writeLast(summary);
    Map<String, Long> rejected = rejected(outcome);
    return new ReplayFigures(
        plan.eventCount(),
        tokens(outcome),
        summary.lists(),
        plan.memberCount(),
        summary.members(),
        rejected.values().stream().mapToLong(Long::longValue).sum(),
        rejected,
        summary.lost(),
        plan.eventCount() / outcome.seconds(),
        outcome.seconds(),
        (System.nanoTime() - startNs) / 1e9,
        request.parallelism(),
        Releases.of(request.bundle()).getModelId(),
        plan.recording().sha256(),
        request.holdOut().toString());
  }

  /** Replays several times, each time otherwise, and says whether the lists are the same. */
  public DeterminismFigures checkDeterminism() {
    ReplayPlan plan = ReplayPlan.of(request);
    return new DeterminismCheck(
            options(plan, "same", request.bundle()),
            Releases.of(request.bundle()).getModelId(),
            plan.recording().sha256(),
            Math.toIntExact(plan.recording().manifest().eventCount()))
        .run();
  }

  private EngineOptions options(ReplayPlan plan, String name, Path bundle) {
    return new EngineOptions(
        request.recording().toAbsolutePath(),
        bundle.toAbsolutePath(),
        request.fromMs(),
        request.untilMs(),
        request.holdOut().toString(),
        request.speed(),
        request.rules(),
        plan.eventCount(),
        request.work().resolve(name),
        request.parallelism(),
        BATCH_ROWS,
        BATCH_WAIT_MS,
        CACHE_MB,
        CHECKPOINT_INTERVAL_MS,
        LATENESS_MS);
  }

  private void writeLast(ReplaySummary summary) {
    Path file = request.out().resolve("lists.csv");
    try {
      Files.createDirectories(request.out());
      try (ListsCsv.Writer csv = new ListsCsv.Writer(file)) {
        summary.last().forEach(csv::write);
      }
    } catch (IOException e) {
      throw CommandFailure.badInput(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static Path topic(EngineRun.Outcome outcome, String topic) {
    return outcome.folder().resolve(ReplayJob.LISTS_FOLDER).resolve(topic);
  }

  private static long tokens(EngineRun.Outcome outcome) {
    long count = 0;
    try (ListFiles<InteractionToken> tokens =
        ListFiles.in(
            topic(outcome, Topics.INTERACTION_TOKENS), InteractionToken.class, token -> 0)) {
      for (; tokens.hasNext(); tokens.next()) {
        count++;
      }
    }
    return count;
  }

  private static Map<String, Long> rejected(EngineRun.Outcome outcome) {
    Map<String, Long> byReason = new TreeMap<>();
    Path folder =
        outcome.folder().resolve(ReplayJob.REJECTED_FOLDER).resolve(Topics.REJECTED_EVENTS);
    try (ListFiles<RejectedEvent> rejections =
        ListFiles.in(folder, RejectedEvent.class, RejectedEvent::getRejectedAtMs)) {
      rejections.forEachRemaining(r -> byReason.merge(r.getReason(), 1L, Long::sum));
    }
    return byReason;
  }
}
