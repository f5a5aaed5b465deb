package io.playhead.deploy.evaluate;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.ListsCsv;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.Recording;
import io.playhead.window.HoldOut;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Leave-last-out from files to figures; see {@link LeaveLastOut}. One thread. */
public final class Evaluation {
  /** The protocol's name. */
  public static final String LEAVE_LAST_OUT = "leave-last-out";

  private final Path recordingFolder;
  private final Path bundleFolder;
  private final Path listsFolder;
  private final long seed;

  /**
   * Prepares an evaluation.
   *
   * @param recordingFolder the recording
   * @param bundleFolder the model bundle
   * @param listsFolder folder with a lists.csv; null: there are no published lists
   * @param seed of the intervals' resamples
   */
  public Evaluation(Path recordingFolder, Path bundleFolder, Path listsFolder, long seed) {
    this.recordingFolder = recordingFolder;
    this.bundleFolder = bundleFolder;
    this.listsFolder = listsFolder;
    this.seed = seed;
  }

  /** Runs it. */
  public EvaluationFigures run() {
    long startedNs = System.nanoTime();
    Recording recording = Recording.open(recordingFolder);
    List<ListsCsv.Line> lines = readLists();
    EvaluatedModel model = EvaluatedModel.open(bundleFolder);
    model.requireHeldOut(recording, HoldOut.LAST);
    Questions questions = LeaveLastOut.of(recording);
    List<TestCase> cases = questions.cases();
    if (cases.isEmpty()) {
      throw CommandFailure.badInput(
          recordingFolder + " has no member with two titles: there is nothing to ask");
    }
    Map<String, Title> catalogue = RecordedHistories.titles(recording);
    Ranks ranks = model.ranks(questions, catalogue.values());
    Baselines baselines = Baselines.of(questions, catalogue, questions.validation());
    Bootstrap bootstrap = Bootstrap.of(cases, seed);
    RankingFigures own = ranks.figures();
    return new EvaluationFigures(
        LEAVE_LAST_OUT,
        model.id(),
        cases.size(),
        questions.titles().size(),
        seed,
        own.hr10(),
        bootstrap.mean(ranks.hits()),
        own.ndcg10(),
        bootstrap.mean(ranks.gains()),
        own.ndcg10StandardError(),
        published(lines, questions, ranks, bootstrap),
        BaselineFigures.of(BaselineFigures.Answers.of(baselines, cases), ranks, bootstrap),
        Slices.of(ranks, questions.titles(), catalogue),
        (System.nanoTime() - startedNs) / 1e9);
  }

  private static Figures published(
      List<ListsCsv.Line> lines, Questions questions, Ranks model, Bootstrap bootstrap) {
    if (lines == null) {
      return null;
    }
    PublishedRanker lists = new PublishedRanker(lines, questions.titles());
    return Figures.of(
        Ranks.of(lists, questions.cases()), lists.memberCount(questions.cases()), model, bootstrap);
  }

  private List<ListsCsv.Line> readLists() {
    if (listsFolder == null) {
      return null;
    }
    Path file = listsFolder.resolve("lists.csv");
    try {
      return ListsCsv.read(file);
    } catch (IOException | RuntimeException e) {
      throw CommandFailure.badInput(file + " cannot be read as lists: " + e.getMessage(), e);
    }
  }
}
