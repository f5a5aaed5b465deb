package io.playhead.deploy.evaluate;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.WorkFolder;
import io.playhead.inference.BundleException;
import io.playhead.inference.Model;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.Recording;
import io.playhead.window.HoldOut;
import io.playhead.window.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Sparse attention held against dense: two models trained alike but for their windows answer
 * leave-last-out, and serve members with long histories in turns. Trains what it is not given. One
 * thread.
 */
public final class SparseEvaluation {
  /** The protocol's name. */
  public static final String SPARSE_ATTENTION = "sparse-attention";

  private static final int TOKENS = 1000;
  private static final int ROUNDS = 5;
  private static final List<String> DENSE = List.of("--window", "1024", "--blocks", "0");

  private final SparseOptions options;
  private final Consumer<List<String>> train;

  /**
   * Prepares an evaluation.
   *
   * @param options what it is of
   * @param train runs {@code playhead train} with these options, and returns when it is done
   */
  public SparseEvaluation(SparseOptions options, Consumer<List<String>> train) {
    this.options = options;
    this.train = train;
  }

  /** Runs it. */
  public SparseFigures run() {
    long startedNs = System.nanoTime();
    Recording recording = Recording.open(options.recording());
    EvaluatedModel sparse = given(options.bundle(), recording);
    EvaluatedModel dense = given(options.denseBundle(), recording);
    Questions all = LeaveLastOut.of(recording);
    Questions questions = options.onValidation() ? all.onValidation() : all;
    if (questions.cases().isEmpty()) {
      throw CommandFailure.badInput(
          options.recording() + " has no member with two titles: there is nothing to ask");
    }
    if (options.bundles() != null) {
      return figures(questions, recording, sparse, dense, options.bundles(), startedNs);
    }
    try (WorkFolder work = WorkFolder.fresh(temporary(), false)) {
      return figures(questions, recording, sparse, dense, work.path(), startedNs);
    }
  }

  private SparseFigures figures(
      Questions questions,
      Recording recording,
      EvaluatedModel givenSparse,
      EvaluatedModel givenDense,
      Path bundles,
      long startedNs) {
    EvaluatedModel sparse =
        givenSparse != null
            ? givenSparse
            : trained(bundles.resolve("sparse"), recording, List.of());
    EvaluatedModel dense =
        givenDense != null ? givenDense : trained(bundles.resolve("dense"), recording, DENSE);
    Collection<Title> titles = RecordedHistories.titles(recording).values();
    Ranks ofSparse = sparse.ranks(questions, titles);
    Ranks ofDense = dense.ranks(questions, titles);
    int exact = sparse.manifest().windowLength();
    Predicate<TestCase> isLong = testCase -> testCase.history().length > exact;
    Ranks longSparse = ofSparse.where(isLong);
    Ranks longDense = ofDense.where(isLong);
    double[][] costsUs = costsUs(questions, titles, sparse, dense);
    Map<String, Double> costUs = percentiles(costsUs[0]);
    Map<String, Double> denseCostUs = percentiles(costsUs[1]);
    return new SparseFigures(
        SPARSE_ATTENTION,
        sparse.id(),
        dense.id(),
        options.seed(),
        questions.cases().size(),
        longSparse.cases().size(),
        ofSparse.figures().ndcg10(),
        ofDense.figures().ndcg10(),
        longSparse.figures().ndcg10(),
        longDense.figures().ndcg10(),
        new SparseFigures.Sparse(
            ofSparse.figures().ndcg10() / ofDense.figures().ndcg10(),
            ratio(ofSparse, ofDense),
            longSparse.cases().isEmpty()
                ? null
                : longSparse.figures().ndcg10() / longDense.figures().ndcg10(),
            ratio(longSparse, longDense),
            TOKENS,
            costUs,
            denseCostUs,
            costUs.get("median") / denseCostUs.get("median")),
        (System.nanoTime() - startedNs) / 1e9);
  }

  private Interval ratio(Ranks above, Ranks below) {
    return Bootstrap.of(above.cases(), options.seed()).ratio(above.gains(), below.gains());
  }

  /** In turns, so that what else the machine does meets both. */
  private static double[][] costsUs(
      Questions questions, Collection<Title> titles, EvaluatedModel sparse, EvaluatedModel dense) {
    List<List<Token>> histories =
        questions.cases().stream()
            .sorted(Comparator.comparingInt((TestCase c) -> -c.history().length))
            .limit(64)
            .map(questions.moments()::tokens)
            .toList();
    double[][] costsUs = new double[2][ROUNDS];
    try (Model sparseModel = sparse.load();
        Model denseModel = dense.load()) {
      EventCost ofSparse = new EventCost(sparseModel, titles, histories, TOKENS);
      EventCost ofDense = new EventCost(denseModel, titles, histories, TOKENS);
      ofSparse.ofPageUs();
      ofDense.ofPageUs();
      for (int round = 0; round < ROUNDS; round++) {
        costsUs[0][round] = ofSparse.ofPageUs();
        costsUs[1][round] = ofDense.ofPageUs();
      }
    } catch (BundleException e) {
      throw CommandFailure.badInput(e.getMessage(), e);
    }
    return costsUs;
  }

  private static Map<String, Double> percentiles(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Map.of(
        "low", sorted[0], "median", sorted[ROUNDS / 2], "high", sorted[sorted.length - 1]);
  }

  private static EvaluatedModel given(Path bundle, Recording recording) {
    if (bundle == null) {
      return null;
    }
    EvaluatedModel model = EvaluatedModel.open(bundle);
    model.requireHeldOut(recording, HoldOut.LAST);
    return model;
  }

  private EvaluatedModel trained(Path bundle, Recording recording, List<String> window) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--recording", options.recording().toString()));
    arguments.addAll(List.of("--out", bundle.toString()));
    arguments.addAll(List.of("--hold-out", HoldOut.LAST.toString()));
    arguments.addAll(List.of("--seed", Long.toString(options.seed())));
    arguments.addAll(options.trainOptions());
    arguments.addAll(window);
    train.accept(arguments);
    return given(bundle, recording);
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("playhead-sparse-attention");
    } catch (IOException e) {
      throw CommandFailure.other("no temporary folder can be made: " + e.getMessage(), e);
    }
  }
}
