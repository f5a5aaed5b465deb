package io.playhead.deploy.replay;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.ListsCsv;
import io.playhead.deploy.compare.IndexedEvent;
import io.playhead.deploy.compare.ModelPages;
import io.playhead.deploy.compare.ReplayEvaluation;
import io.playhead.deploy.compare.ReplayQuality;
import io.playhead.deploy.report.ReportFile;
import io.playhead.schemas.InteractionToken;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import io.playhead.schemas.recording.RecordIterator;
import io.playhead.stream.ReplayEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A recording through the engine: the job that serves live, with the recording where the topics
 * were, one list for each event; then what the lists were worth. One thread.
 */
public final class EngineReplay {
  private final ReplayRequest request;
  private final ReplayPlan plan;

  /**
   * Prepares a replay: looks at recording and models, and writes nothing.
   *
   * @throws CommandFailure or a {@code RecordingException}: it cannot be, and why
   */
  public EngineReplay(ReplayRequest request) {
    this.request = request;
    this.plan = ReplayPlan.of(request);
  }

  /** Replays with one model or two, and writes tables, report and each member's last list. */
  public ReplayFigures run() {
    long startNs = System.nanoTime();
    List<EngineRun.Outcome> outcomes = new ArrayList<>();
    outcomes.add(new EngineRun(plan.options(request, "a", request.bundle())).run("replay"));
    if (request.compare() != null) {
      outcomes.add(new EngineRun(plan.options(request, "b", request.compare())).run("compare"));
    }
    ReplayFigures figures = figures(outcomes, startNs);
    try {
      ReportFile.write(request.out().resolve("report.html"), new ReplayReport(figures).report());
    } catch (IOException e) {
      throw CommandFailure.badInput(request.out() + " cannot be written: " + e.getMessage(), e);
    }
    return figures;
  }

  /** Replays several times, each time otherwise, and says whether the lists are the same. */
  public DeterminismFigures checkDeterminism() {
    return new DeterminismCheck(request, plan).run();
  }

  private ReplayFigures figures(List<EngineRun.Outcome> outcomes, long startNs) {
    List<ReplaySummary> summaries = new ArrayList<>();
    List<ListFiles<Recommendation>> files = new ArrayList<>();
    List<ModelPages> pages = new ArrayList<>();
    ReplayQuality quality;
    try (ReplayTables tables = new ReplayTables(request.out(), request.csv())) {
      for (EngineRun.Outcome outcome : outcomes) {
        ReplaySummary summary = new ReplaySummary(outcome);
        ListFiles<Recommendation> lists = ListFiles.lists(outcome.topic(Topics.RECOMMENDATIONS));
        summaries.add(summary);
        files.add(lists);
        String name = plan.name(summaries.size() - 1);
        pages.add(new ModelPages(name, List.of(tables.tapped(summary.tapped(lists))), false));
      }
      quality = evaluated(tables, pages);
      writeTokens(tables, outcomes.get(0));
      tables.finish();
    } finally {
      files.forEach(ListFiles::close);
    }
    summaries.forEach(ReplaySummary::requireLists);
    writeLast(summaries.get(0));
    return new ReplayFigures(
        plan.eventCount(),
        plan.memberCount(),
        request.parallelism(),
        plan.recording().sha256(),
        request.holdOut().toString(),
        (System.nanoTime() - startNs) / 1e9,
        summaries.stream().map(summary -> summary.run(plan.eventCount())).toList(),
        quality,
        plan.origins(request));
  }

  private ReplayQuality evaluated(ReplayTables tables, List<ModelPages> pages) {
    ReplayEvaluation evaluation;
    try (ReplayEvents events = ReplayEvents.of(plan.input());
        RecordIterator<Title> titles = plan.recording().titles()) {
      evaluation = new ReplayEvaluation(indexed(events), titles, request.seed());
    }
    String a = pages.get(0).name();
    if (pages.size() == 1) {
      return evaluation.of(pages.get(0), play -> tables.write(play, a, null));
    }
    String b = pages.get(1).name();
    return evaluation.of(pages.get(0), pages.get(1), play -> tables.write(play, a, b));
  }

  private static Iterator<IndexedEvent> indexed(ReplayEvents events) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return events.hasNext();
      }

      @Override
      public IndexedEvent next() {
        ReplayEvents.Event event = events.next();
        return new IndexedEvent(event.place(), event.arrived());
      }
    };
  }

  private static void writeTokens(ReplayTables tables, EngineRun.Outcome outcome) {
    try (ListFiles<InteractionToken> tokens = ReplaySummary.tokens(outcome)) {
      tokens.forEachRemaining(tables::write);
    }
  }

  private void writeLast(ReplaySummary summary) {
    Path file = request.out().resolve("lists.csv");
    if (request.csv()) {
      return; // every list is there already
    }
    try {
      Files.createDirectories(request.out());
      try (ListsCsv.Writer csv = new ListsCsv.Writer(file)) {
        summary.last().forEach(csv::write);
      }
    } catch (IOException e) {
      throw CommandFailure.badInput(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
