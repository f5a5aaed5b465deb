package io.playhead.deploy.evaluate;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.WorkFolder;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.Recording;
import io.playhead.window.ColdTitles;
import io.playhead.window.HoldOut;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Cold-titles from files to figures: leave-last-out asked of a model that has never seen a share of
 * the titles, and of one that has seen them all. Trains what it is not given. One thread.
 */
public final class ColdTitlesEvaluation {
  /** The protocol's name. */
  public static final String COLD_TITLES = "cold-titles";

  private final ColdTitlesOptions options;
  private final ColdTitles coldTitles;
  private final Consumer<List<String>> train;

  /**
   * Prepares an evaluation.
   *
   * @param options what it is of
   * @param train runs {@code playhead train} with these options, and returns when it is done
   */
  public ColdTitlesEvaluation(ColdTitlesOptions options, Consumer<List<String>> train) {
    this.options = options;
    this.train = train;
    try {
      this.coldTitles = new ColdTitles(options.coldShare());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.badInput(e.getMessage(), e);
    }
  }

  /** Runs it. */
  public ColdTitlesFigures run() {
    long startedNs = System.nanoTime();
    Recording recording = Recording.open(options.recording());
    // What is wrong is said before minutes are spent on training.
    EvaluatedModel cold = given(options.coldBundle(), recording, coldTitles);
    EvaluatedModel full = given(options.fullBundle(), recording, ColdTitles.NONE);
    Questions all = LeaveLastOut.of(recording, coldTitles);
    Questions questions = options.onValidation() ? all.onValidation() : all;
    if (questions.cases().stream().noneMatch(isCold(questions))) {
      throw CommandFailure.badInput(
          options.recording()
              + " has no member whose last title is cold at --cold-share "
              + coldTitles.share());
    }
    if (cold != null && full != null) {
      return figures(questions, recording, cold, full, startedNs);
    }
    if (options.bundles() != null) {
      return figures(questions, recording, cold, full, options.bundles(), startedNs);
    }
    try (WorkFolder work = WorkFolder.temporary("playhead-cold-titles")) {
      return figures(questions, recording, cold, full, work.path(), startedNs);
    }
  }

  private ColdTitlesFigures figures(
      Questions questions,
      Recording recording,
      EvaluatedModel cold,
      EvaluatedModel full,
      Path bundles,
      long startedNs) {
    return figures(
        questions,
        recording,
        cold != null ? cold : trained(bundles.resolve("cold"), recording, coldTitles),
        full != null ? full : trained(bundles.resolve("full"), recording, ColdTitles.NONE),
        startedNs);
  }

  private ColdTitlesFigures figures(
      Questions questions,
      Recording recording,
      EvaluatedModel coldModel,
      EvaluatedModel fullModel,
      long startedNs) {
    Map<String, Title> catalogue = RecordedHistories.titles(recording);
    Predicate<TestCase> isCold = isCold(questions);
    Ranks ranks = coldModel.ranks(questions, catalogue.values());
    Ranks full = fullModel.ranks(questions, catalogue.values());
    // Of all settings the metadata neighbours get those that are best for new titles.
    List<TestCase> coldValidation = questions.validation().stream().filter(isCold).toList();
    BaselineFigures.Answers baselines =
        BaselineFigures.Answers.of(
            Baselines.of(questions, catalogue, coldValidation), questions.cases());
    Ranks cold = ranks.where(isCold);
    Ranks warm = ranks.where(isCold.negate());
    return new ColdTitlesFigures(
        COLD_TITLES,
        options.onValidation(),
        coldTitles.share(),
        count(questions.titles()),
        coldModel.id(),
        fullModel.id(),
        questions.cases().size(),
        questions.titles().size(),
        options.seed(),
        ColdTitlesFigures.Cold.of(
            cold, full.where(isCold), warm, baselines.where(isCold), options.seed()),
        ColdTitlesFigures.Warm.of(
            warm, full.where(isCold.negate()), baselines.where(isCold.negate()), options.seed()),
        // What the token before the last was begun in is not kept with its question.
        options.onValidation() ? Map.of() : Slices.of(ranks, questions.titles(), catalogue),
        (System.nanoTime() - startedNs) / 1e9);
  }

  private Predicate<TestCase> isCold(Questions questions) {
    return testCase -> coldTitles.contains(questions.titles().id(testCase.answer()));
  }

  private int count(TitleTable titles) {
    int count = 0;
    for (int row = 0; row < titles.size(); row++) {
      count += coldTitles.contains(titles.id(row)) ? 1 : 0;
    }
    return count;
  }

  private static EvaluatedModel given(Path bundle, Recording recording, ColdTitles unseen) {
    if (bundle == null) {
      return null;
    }
    EvaluatedModel model = EvaluatedModel.open(bundle);
    model.requireHeldOut(recording, HoldOut.LAST);
    model.requireCold(unseen);
    return model;
  }

  private EvaluatedModel trained(Path bundle, Recording recording, ColdTitles unseen) {
    train.accept(
        TrainArguments.of(
            options.recording(), bundle, unseen.share(), options.seed(), options.trainOptions()));
    return given(bundle, recording, unseen);
  }
}
