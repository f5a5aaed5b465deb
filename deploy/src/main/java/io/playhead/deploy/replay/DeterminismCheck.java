package io.playhead.deploy.replay;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.WorkFolder;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Topics;
import io.playhead.stream.ReplayJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Replays a recording several times, each time otherwise, and holds the lists against those of the
 * first time: law 4. One thread.
 */
final class DeterminismCheck {
  private final EngineOptions options;
  private final String modelId;
  private final String recordingSha256;
  private final int places;
  private final List<DeterminismFigures.Run> runs = new ArrayList<>();
  private PageHashes reference;

  /**
   * @param options of the first run
   * @param places events of the whole recording
   */
  DeterminismCheck(EngineOptions options, String modelId, String recordingSha256, int places) {
    this.options = options;
    this.modelId = modelId;
    this.recordingSha256 = recordingSha256;
    this.places = places;
  }

  DeterminismFigures run() {
    plain("parallelism 2, batches of 64", 2, 64, 20);
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
    EngineOptions run = options.with(folder(), 2, 64, 20);
    take(name, new EngineRun(run).runWithCrash(name, options.eventCount() / 2));
  }

  private Path folder() {
    return options.folder().resolve("run-" + runs.size());
  }

  private void take(String name, EngineRun.Outcome outcome) {
    PageHashes hashes;
    Path lists = outcome.folder().resolve(ReplayJob.LISTS_FOLDER).resolve(Topics.RECOMMENDATIONS);
    try (ListFiles<Recommendation> pages = ListFiles.lists(lists)) {
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
        modelId,
        recordingSha256,
        List.copyOf(runs));
  }
}
