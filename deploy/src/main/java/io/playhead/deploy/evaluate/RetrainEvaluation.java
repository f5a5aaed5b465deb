package io.playhead.deploy.evaluate;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.WorkFolder;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.Recording;
import io.playhead.window.ColdTitles;
import io.playhead.window.HoldOut;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a release after another costs and breaks: a parent that has never seen a share of the
 * titles, then all titles from nothing, aligned to the parent, and all titles from the parent on,
 * until it is as good. One thread.
 */
public final class RetrainEvaluation {
  /** The protocol's name. */
  public static final String RETRAIN = "retrain";

  private final RetrainOptions options;
  private final ColdTitles coldTitles;
  private final Consumer<List<String>> train;

  /**
   * Prepares an evaluation.
   *
   * @param options what it is of
   * @param train runs {@code playhead train} with these options, and returns when it is done
   */
  public RetrainEvaluation(RetrainOptions options, Consumer<List<String>> train) {
    this.options = options;
    this.train = train;
    try {
      this.coldTitles = new ColdTitles(options.coldShare());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.badInput(e.getMessage(), e);
    }
  }

  /** Runs it. */
  public RetrainFigures run() {
    long startedNs = System.nanoTime();
    Recording recording = Recording.open(options.recording());
    Questions questions = LeaveLastOut.of(recording);
    if (questions.cases().isEmpty()) {
      throw CommandFailure.badInput(options.recording() + " has no member with two tokens");
    }
    if (options.bundles() != null) {
      return figures(recording, questions, options.bundles(), startedNs);
    }
    try (WorkFolder work = WorkFolder.temporary("playhead-retrain")) {
      return figures(recording, questions, work.path(), startedNs);
    }
  }

  private RetrainFigures figures(
      Recording recording, Questions questions, Path folder, long startedNs) {
    Path parent = folder.resolve("parent");
    train(folder, "parent", coldTitles.share());
    TrainedReport full = train(folder, "full", 0, "--align-to", parent.toString());
    TrainedReport warm =
        train(
            folder,
            "warm",
            0,
            "--warm-start",
            parent.toString(),
            "--until-ndcg10",
            Double.toString(full.best().ndcg10()));
    EvaluatedModel parentModel = opened(parent, recording, coldTitles);
    EvaluatedModel fullModel = opened(folder.resolve("full"), recording, ColdTitles.NONE);
    EvaluatedModel warmModel = opened(folder.resolve("warm"), recording, ColdTitles.NONE);
    Collection<Title> catalogue = RecordedHistories.titles(recording).values();
    return new RetrainFigures(
        RETRAIN,
        coldTitles.share(),
        parentModel.id(),
        fullModel.id(),
        warmModel.id(),
        questions.cases().size(),
        options.seed(),
        RetrainFigures.WarmStart.of(full, warm),
        RetrainFigures.Alignment.of(
            parentModel.memberVectors(questions, catalogue),
            fullModel.memberVectors(questions, catalogue),
            warmModel.memberVectors(questions, catalogue)),
        (System.nanoTime() - startedNs) / 1e9);
  }

  private TrainedReport train(Path folder, String name, double coldShare, String... more) {
    Path json = folder.resolve(name + ".json");
    List<String> words = new ArrayList<>(List.of("--json", json.toString()));
    words.addAll(List.of(more));
    words.addAll(options.trainOptions());
    train.accept(
        TrainArguments.of(
            options.recording(), folder.resolve(name), coldShare, options.seed(), words));
    return TrainedReport.read(json);
  }

  private static EvaluatedModel opened(Path bundle, Recording recording, ColdTitles unseen) {
    EvaluatedModel model = EvaluatedModel.open(bundle);
    model.requireHeldOut(recording, HoldOut.LAST);
    model.requireCold(unseen);
    return model;
  }
}
