package io.playhead.deploy.replay;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.WorkFolder;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Replays a recording several times, each time otherwise, and holds the lists against those of the
 * first time: law 4. One thread.
 */
final class DeterminismCheck {
  /** The run that is killed takes so long at least, or it would be over before. */
  private static final double CRASH_RUN_MS = 10_000;

  private static final long CRASH_CHECKPOINT_MS = 1_000;

  private final EngineOptions options;
  private final ReplayPlan plan;
  private final int places; // events of the whole recording
  private final List<DeterminismFigures.Run> runs = new ArrayList<>();
  private PageHashes reference;
  private DeterminismFigures.Live live;

  DeterminismCheck(ReplayRequest request, ReplayPlan plan) {
    this.options = plan.options(request, "same", request.bundle());
    this.plan = plan;
    this.places = Math.toIntExact(plan.recording().manifest().eventCount());
  }

  DeterminismFigures run() {
    plain("parallelism 2, batches of 64", 2, 64, 20);
    live = LivePages.of(plan.recording()).comparedTo(reference);
    plain("parallelism 1", 1, 64, 20);
    plain("parallelism 4", 4, 64, 20);
    plain("batches of 5, no wait", 2, 5, 0);
    plain("batches of 256, 200 ms", 2, 256, 200);
    crash();
    return figures();
  }

  private void plain(String name, int parallelism, int batchRows, long waitMs) {
    EngineOptions run = options.with(folder(), parallelism, batchRows, waitMs);
    take(name, new EngineRun(run).run(name));
  }

  private void crash() {
    String name = "killed half way";
    var manifest = plan.recording().manifest();
    double speed = (double) (manifest.toMs() - manifest.fromMs()) / CRASH_RUN_MS;
    EngineOptions run = options.with(folder(), 2, 64, 20).paced(speed, CRASH_CHECKPOINT_MS);
    take(name, new EngineRun(run).runWithCrash(name, options.eventCount() / 2));
  }

  private Path folder() {
    return options.folder().resolve("run-" + runs.size());
  }

  private void take(String name, EngineRun.Outcome outcome) {
    PageHashes hashes;
    try (ListFiles<Recommendation> pages = ListFiles.lists(outcome.topic(Topics.RECOMMENDATIONS))) {
      hashes = PageHashes.of(pages, places);
    }
    reference = reference == null ? hashes : reference;
    PageHashes.Comparison same = hashes.comparedTo(reference);
    runs.add(
        new DeterminismFigures.Run(
            name,
            hashes.lists(),
            same.compared(),
            same.identical(),
            same.sameOrder(),
            same.onlyOne() + same.otherRevision(),
            outcome.seconds()));
    try {
      WorkFolder.delete(outcome.folder());
    } catch (IOException e) {
      throw CommandFailure.other(outcome.folder() + " cannot be removed: " + e.getMessage(), e);
    }
  }

  private DeterminismFigures figures() {
    List<DeterminismFigures.Run> others = runs.subList(1, runs.size());
    long compared = others.stream().mapToLong(DeterminismFigures.Run::compared).sum();
    long identical = others.stream().mapToLong(DeterminismFigures.Run::identical).sum();
    long sameOrder = others.stream().mapToLong(DeterminismFigures.Run::sameOrder).sum();
    return new DeterminismFigures(
        compared,
        (double) identical / Math.max(1, compared),
        (double) sameOrder / Math.max(1, compared),
        others.stream().mapToLong(DeterminismFigures.Run::onlyOne).sum(),
        options.eventCount(),
        options.eventCount() / runs.get(0).seconds(),
        plan.name(0),
        plan.recording().sha256(),
        List.copyOf(runs),
        live);
  }
}
