package io.playhead.deploy.evaluate;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.Recording;
import io.playhead.window.HoldOut;
import io.playhead.window.MemberHistories;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Time-split from files to figures; see {@link TimeSplit}. One thread. */
public final class TimeSplitEvaluation {
  /** The protocol's name. */
  public static final String TIME_SPLIT = "time-split";

  private final Path recordingFolder;
  private final Path bundleFolder;
  private final Instant from;
  private final double testShare;
  private final int casesMax;
  private final long seed;

  /**
   * Prepares an evaluation.
   *
   * @param recordingFolder the recording
   * @param bundleFolder the model bundle
   * @param from the split; null: where the newest {@code testShare} of the tokens begin
   * @param testShare share of the tokens
   * @param casesMax questions asked at most
   * @param seed of the sample, the shuffles and the intervals' resamples
   */
  public TimeSplitEvaluation(
      Path recordingFolder,
      Path bundleFolder,
      Instant from,
      double testShare,
      int casesMax,
      long seed) {
    this.recordingFolder = recordingFolder;
    this.bundleFolder = bundleFolder;
    this.from = from;
    this.testShare = testShare;
    this.casesMax = casesMax;
    this.seed = seed;
  }

  /** Runs it. */
  public TimeSplitFigures run() {
    long startedNs = System.nanoTime();
    Recording recording = Recording.open(recordingFolder);
    EvaluatedModel model = EvaluatedModel.open(bundleFolder);
    if (from != null) {
      requireInside(recording, from.toEpochMilli());
    }
    MemberHistories whole = RecordedHistories.of(recording, event -> true);
    if (whole.tokenCount() == 0) {
      throw CommandFailure.badInput(recordingFolder + " has no token: there is nothing to ask");
    }
    long fromMs = from != null ? from.toEpochMilli() : TimeSplit.newest(whole, testShare);
    requireInside(recording, fromMs);
    HoldOut asked = HoldOut.after(Instant.ofEpochMilli(fromMs));
    model.requireTrainedBefore(fromMs, asked);
    model.requireHeldOut(recording, asked);
    Questions questions = TimeSplit.of(whole, fromMs, casesMax, seed);
    if (questions.cases().isEmpty()) {
      throw CommandFailure.badInput(
          recordingFolder + " has no token begun at or after " + asked + ": nothing to ask");
    }
    return figures(model, questions, whole, recording, fromMs, startedNs);
  }

  private TimeSplitFigures figures(
      EvaluatedModel model,
      Questions questions,
      MemberHistories whole,
      Recording recording,
      long fromMs,
      long startedNs) {
    List<TestCase> cases = questions.cases();
    Map<String, Title> catalogue = RecordedHistories.titles(recording);
    ContextShuffles contexts =
        model.ask(
            questions, catalogue.values(), ranker -> ContextShuffles.of(ranker, questions, seed));
    Ranks truth = contexts.truth();
    Baselines baselines = Baselines.of(questions, catalogue, questions.validation());
    Bootstrap bootstrap = Bootstrap.of(cases, seed);
    return new TimeSplitFigures(
        TIME_SPLIT,
        model.id(),
        Instant.ofEpochMilli(fromMs).toString(),
        cases.size(),
        TimeSplit.count(whole, fromMs),
        cases.stream().filter(testCase -> !testCase.isAnswerable()).count(),
        bootstrap.memberCount(),
        cases.stream().mapToInt(TestCase::candidates).max().orElse(0),
        seed,
        truth.figures().hr10(),
        bootstrap.mean(truth.hits()),
        truth.figures().ndcg10(),
        bootstrap.mean(truth.gains()),
        contexts.shuffledNdcg10(),
        contexts.spread(),
        contexts.lift(),
        bootstrap.ratio(truth.gains(), contexts.shuffledGains()),
        BaselineFigures.of(BaselineFigures.Answers.of(baselines, cases), truth, bootstrap),
        Slices.of(truth, questions.titles(), catalogue),
        (System.nanoTime() - startedNs) / 1e9);
  }

  private void requireInside(Recording recording, long fromMs) {
    long firstMs = recording.manifest().fromMs();
    long lastMs = recording.manifest().toMs();
    if (fromMs <= firstMs || fromMs > lastMs) {
      throw CommandFailure.badInput(
          "the split "
              + Instant.ofEpochMilli(fromMs)
              + " is outside the recording "
              + recordingFolder
              + ", "
              + Instant.ofEpochMilli(firstMs)
              + " to "
              + Instant.ofEpochMilli(lastMs));
    }
  }
}
