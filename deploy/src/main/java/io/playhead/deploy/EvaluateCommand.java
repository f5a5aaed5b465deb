package io.playhead.deploy;

import io.playhead.deploy.evaluate.ColdTitlesEvaluation;
import io.playhead.deploy.evaluate.ColdTitlesFigures;
import io.playhead.deploy.evaluate.ColdTitlesOptions;
import io.playhead.deploy.evaluate.Evaluation;
import io.playhead.deploy.evaluate.EvaluationFigures;
import io.playhead.deploy.evaluate.FiguresTable;
import io.playhead.deploy.evaluate.OracleEvaluation;
import io.playhead.deploy.evaluate.OracleFigures;
import io.playhead.deploy.evaluate.RetrainEvaluation;
import io.playhead.deploy.evaluate.RetrainFigures;
import io.playhead.deploy.evaluate.RetrainOptions;
import io.playhead.deploy.evaluate.SparseEvaluation;
import io.playhead.deploy.evaluate.SparseFigures;
import io.playhead.deploy.evaluate.SparseOptions;
import io.playhead.deploy.evaluate.TimeSplitEvaluation;
import io.playhead.deploy.evaluate.TimeSplitFigures;
import io.playhead.deploy.local.Home;
import io.playhead.deploy.local.TrainProcess;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code playhead evaluate}: a bundle and, if given, published lists held against a recording.
 *
 * <p>Longer than other classes because each protocol has options of its own and one command has
 * them all; what a protocol measures is computed elsewhere.
 */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Asks a model what members did next in a recording, and five baselines beside it.",
    footer = {
      "",
      "leave-last-out: each member's last title is asked for, everything before it is given; all",
      "titles of the recording are ranked less those the member has had. The baselines are counted",
      "on everything but each member's last two titles. --lists takes the folder that",
      "'replay --hold-out last' wrote. The model must be trained with --hold-out last.",
      "",
      "time-split: every title begun from a moment on is asked for, in its true context, among the",
      "titles that somebody had had by then; and again with the contexts shuffled, to see what they",
      "are worth. The model must be trained with --hold-out after:INSTANT.",
      "",
      "cold-titles: leave-last-out of a model that has never seen a share of the titles, which is",
      "trained here unless --cold-bundle names it, and of one that has seen them all, trained here",
      "unless --bundle names it. Questions with a cold and with a warm answer are told apart.",
      "",
      "sparse-attention: leave-last-out of a model that sees old tokens through summaries and of one",
      "that sees 1,024 tokens exactly, and what one event costs either at 1,000 tokens; trained",
      "here unless --bundle and --dense-bundle name them.",
      "",
      "oracle: of a simulated recording, whose members' tastes are known, the share of the best",
      "possible lists' NDCG@10 that the model's pages reach, and how far they tell the phone at noon",
      "from the television at night. Give other members than the model was trained on.",
      "",
      "retrain: what a release after another costs and breaks. Trains a parent without a share of",
      "the titles, all titles from nothing, and all titles from the parent on until it is as good.",
      "",
      "docs/evaluate.md says what each figure means."
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final String PROTOCOLS =
      Evaluation.LEAVE_LAST_OUT
          + ", "
          + TimeSplitEvaluation.TIME_SPLIT
          + ", "
          + ColdTitlesEvaluation.COLD_TITLES
          + ", "
          + SparseEvaluation.SPARSE_ATTENTION
          + ", "
          + OracleEvaluation.ORACLE
          + " or "
          + RetrainEvaluation.RETRAIN;

  @Spec private CommandSpec spec;

  @Option(
      names = "--recording",
      required = true,
      paramLabel = "DIR",
      description = "The recording's folder.")
  private Path recording;

  @Option(
      names = "--protocol",
      defaultValue = Evaluation.LEAVE_LAST_OUT,
      description = "How to ask: " + PROTOCOLS + ". Default: ${DEFAULT-VALUE}.")
  private String protocol;

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description =
          "The model bundle's folder; cold-titles: one trained on all titles, default: trained here.")
  private Path bundle;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON.")
  private Path json;

  @Option(names = "--slices", description = "Also print the model's figures by device, hour, ...")
  private boolean slices;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Of every random choice. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--lists",
      paramLabel = "DIR",
      description =
          "leave-last-out: folder with the lists.csv of a replay, to be held against the same titles.")
  private Path lists;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description =
          "time-split: the split, such as 2026-01-31T00:00:00Z; oracle: first moment asked about,"
              + " default: behind what the model was trained on.")
  private String from;

  @Option(
      names = "--test-share",
      paramLabel = "S",
      description =
          "time-split: instead of --from, the newest share of the titles begun. Default: 0.2.")
  private Double testShare;

  @Option(
      names = "--max-cases",
      paramLabel = "N",
      description = "time-split: questions asked at most, drawn by --seed. Default: 20000.")
  private Integer casesMax;

  @Option(
      names = "--cold-share",
      paramLabel = "S",
      description =
          "cold-titles, retrain: share of the titles that the (parent) model has not seen. Default: 0.1.")
  private Double coldShare;

  @Option(
      names = "--cold-bundle",
      paramLabel = "DIR",
      description = "cold-titles: bundle trained with that --cold-share. Default: trained here.")
  private Path coldBundle;

  @Option(
      names = "--dense-bundle",
      paramLabel = "DIR",
      description =
          "sparse-attention: bundle trained with --window 1024 --blocks 0. Default: trained here.")
  private Path denseBundle;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description =
          "cold-titles, sparse-attention, retrain: of each training. Default: that of train.")
  private Double minutes;

  @Option(
      names = "--train-options",
      paramLabel = "WORDS",
      description =
          "cold-titles, sparse-attention, retrain: more options for each training, such as \"--width 128\".")
  private String trainOptions;

  @Option(
      names = "--keep-bundles",
      paramLabel = "DIR",
      description = "cold-titles, sparse-attention, retrain: keep what is trained here in DIR.")
  private Path bundles;

  @Option(
      names = "--on-validation",
      description =
          "cold-titles, sparse-attention: ask for each member's title before the last instead, to choose settings without looking at the test.")
  private boolean onValidation;

  @Override
  public Integer call() {
    FiguresTable table = new FiguresTable(System.out);
    switch (protocol) {
      case Evaluation.LEAVE_LAST_OUT -> {
        requireOnly("--bundle", "--slices", "--lists");
        requireBundle();
        EvaluationFigures figures = new Evaluation(recording, bundle, lists, seed).run();
        JsonFile.write(json, figures);
        table.print(figures, slices);
      }
      case TimeSplitEvaluation.TIME_SPLIT -> {
        requireOnly("--bundle", "--slices", "--from", "--test-share", "--max-cases");
        requireBundle();
        TimeSplitFigures figures = timeSplit().run();
        JsonFile.write(json, figures);
        table.print(figures, slices);
      }
      case ColdTitlesEvaluation.COLD_TITLES -> {
        requireOnly(
            "--bundle",
            "--slices",
            "--cold-share",
            "--cold-bundle",
            "--minutes",
            "--train-options",
            "--keep-bundles",
            "--on-validation");
        ColdTitlesFigures figures = coldTitles().run();
        JsonFile.write(json, figures);
        table.print(figures, slices);
      }
      case SparseEvaluation.SPARSE_ATTENTION -> {
        requireOnly(
            "--bundle",
            "--slices",
            "--dense-bundle",
            "--minutes",
            "--train-options",
            "--keep-bundles",
            "--on-validation");
        SparseFigures figures = sparse().run();
        JsonFile.write(json, figures);
        table.print(figures);
      }
      case OracleEvaluation.ORACLE -> {
        requireOnly("--bundle", "--slices", "--from");
        requireBundle();
        OracleFigures figures = new OracleEvaluation(recording, bundle, split(), seed).run();
        JsonFile.write(json, figures);
        table.print(figures, slices);
      }
      case RetrainEvaluation.RETRAIN -> {
        requireOnly("--cold-share", "--minutes", "--train-options", "--keep-bundles");
        RetrainFigures figures = retrain().run();
        JsonFile.write(json, figures);
        table.print(figures);
      }
      default ->
          throw CommandFailure.badInput("--protocol must be " + PROTOCOLS + ", not " + protocol);
    }
    return 0;
  }

  private TimeSplitEvaluation timeSplit() {
    if (from != null && testShare != null) {
      throw CommandFailure.badInput("--from and --test-share exclude each other");
    }
    double share = testShare == null ? .2 : testShare;
    if (!(share > 0 && share < 1)) {
      throw CommandFailure.badInput("--test-share must be above 0 and below 1, not " + share);
    }
    int cases = casesMax == null ? 20_000 : casesMax;
    if (cases < 1) {
      throw CommandFailure.badInput("--max-cases must be at least 1, not " + cases);
    }
    return new TimeSplitEvaluation(recording, bundle, split(), share, cases, seed);
  }

  private Instant split() {
    try {
      return from == null ? null : Instant.parse(from);
    } catch (DateTimeException e) {
      throw CommandFailure.badInput(
          "--from must be an instant such as 2026-01-31T00:00:00Z, not " + from, e);
    }
  }

  private ColdTitlesEvaluation coldTitles() {
    return new ColdTitlesEvaluation(
        new ColdTitlesOptions(
            recording,
            coldShare(),
            coldBundle,
            bundle,
            bundles,
            trainingOptions(),
            onValidation,
            seed),
        words -> TrainProcess.run(Home.ofThisProcess(), words));
  }

  private SparseEvaluation sparse() {
    return new SparseEvaluation(
        new SparseOptions(
            recording, bundle, denseBundle, bundles, trainingOptions(), onValidation, seed),
        words -> TrainProcess.run(Home.ofThisProcess(), words));
  }

  private RetrainEvaluation retrain() {
    return new RetrainEvaluation(
        new RetrainOptions(recording, coldShare(), bundles, trainingOptions(), seed),
        words -> TrainProcess.run(Home.ofThisProcess(), words));
  }

  private double coldShare() {
    return coldShare == null ? .1 : coldShare;
  }

  private List<String> trainingOptions() {
    List<String> options = new ArrayList<>();
    if (minutes != null) {
      options.addAll(List.of("--minutes", minutes.toString()));
    }
    if (trainOptions != null) {
      Arrays.stream(trainOptions.split("\\s+")).filter(w -> !w.isEmpty()).forEach(options::add);
    }
    return options;
  }

  private void requireBundle() {
    if (bundle == null) {
      throw CommandFailure.badInput("--bundle is missing: " + protocol + " asks a trained model");
    }
  }

  /** Options of another protocol would be ignored in silence. */
  private void requireOnly(String... own) {
    List<String> allowed = new ArrayList<>(List.of(own));
    allowed.addAll(List.of("--recording", "--protocol", "--json", "--seed"));
    for (var option : spec.commandLine().getParseResult().matchedOptions()) {
      if (!allowed.contains(option.longestName())) {
        throw CommandFailure.badInput(option.longestName() + " means nothing to " + protocol);
      }
    }
  }
}
