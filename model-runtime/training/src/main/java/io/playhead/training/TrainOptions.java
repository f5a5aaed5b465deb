package io.playhead.training;

import io.playhead.window.AnchoredWindow;
import io.playhead.window.HoldOut;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * How {@code train} trains: the options that are settings. Their defaults, with reasons, are in
 * train.properties.
 */
final class TrainOptions {
  private static final int CORES_MAX = 4; // The tokens of a step leave little for more.

  // 3,200 predictions x 20,000 titles x 4 B = 256 MB, and the softmax needs four of them.
  private static final int FULL_SOFTMAX_TITLES_MAX = 20_000;
  private static final int SAMPLED_NEGATIVES = 512;

  @Option(names = "--seed", paramLabel = "N", description = "Of every random choice.")
  private long seed;

  @Option(names = "--minutes", paramLabel = "M", description = "Wall clock in all.")
  private double minutes;

  @Option(names = "--epochs", paramLabel = "N", description = "At most.")
  private int epochs;

  @Option(names = "--width", paramLabel = "N", description = "Floats per vector.")
  private int width;

  @Option(names = "--layers", paramLabel = "N", description = "Layers of attention.")
  private int layers;

  @Option(
      names = "--heads",
      paramLabel = "N",
      description = "Attention heads, a divisor of --width.")
  private int heads;

  @Option(
      names = "--window",
      paramLabel = "TOKENS",
      description = "Newest tokens seen exactly, a multiple of --stride.")
  private int windowLength;

  @Option(
      names = "--stride",
      paramLabel = "TOKENS",
      description = "The exact window moves by so many, and a block has so many.")
  private int stride;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      description = "Blocks seen through summaries; 0: none.")
  private int blocks;

  @Option(
      names = "--summaries",
      paramLabel = "N",
      description = "Entries that a block becomes in attention.")
  private int summaries;

  @Option(
      names = "--metadata-buckets",
      paramLabel = "N",
      description = "Numbers that metadata is hashed to.")
  private int metadataBuckets;

  @Option(names = "--learning-rate", paramLabel = "R", description = "Of AdamW.")
  private double learningRate;

  @Option(names = "--weight-decay", paramLabel = "R", description = "Of AdamW.")
  private double weightDecay;

  @Option(
      names = "--warm-up",
      paramLabel = "STEPS",
      description = "Steps over which the rate grows.")
  private int warmUpSteps;

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      description = "Gradients are scaled down to this norm.")
  private double gradientNormMax;

  @Option(
      names = "--average-decay",
      paramLabel = "R",
      description = "Of the moving average of the weights.")
  private double averageDecay;

  @Option(names = "--dropout", paramLabel = "R", description = "Share of values dropped.")
  private double dropout;

  @Option(
      names = "--feature-dropout",
      paramLabel = "R",
      description = "Share of features made unknown.")
  private double featureDropout;

  @Option(names = "--temperature", paramLabel = "T", description = "Divides cosine scores.")
  private double temperature;

  @Option(
      names = "--new-title-ridge",
      paramLabel = "R",
      description = "How cautiously titles without an ID are placed by their metadata.")
  private double newTitleRidge;

  @Option(
      names = "--new-title-length",
      paramLabel = "L",
      description = "Length of the score vectors of titles without an ID; the others' is 1.")
  private double newTitleLength;

  @Option(
      names = "--new-titles-in-ten",
      paramLabel = "N",
      description = "Titles without an ID among the first ten of a list; 10: by score alone.")
  private int newTitlesInTen;

  @Option(
      names = "--frozen",
      paramLabel = "NAMES",
      description = "Parameters that stay as they start, such as attention.*,token.features.")
  private String frozen;

  @Option(
      names = "--batch-tokens",
      paramLabel = "N",
      description = "Tokens per step, padding included.")
  private int batchTokens;

  @Option(
      names = "--negatives",
      paramLabel = "N",
      description = "Titles that compete with the right one; 0: all; -1: as many as memory allows.")
  private int negatives;

  @Option(
      names = "--validate-every",
      paramLabel = "EPOCHS",
      description = "Epochs between validations, such as 2 or .25.")
  private double validateEvery;

  @Option(
      names = "--validation-members",
      paramLabel = "N",
      description = "Members asked while training.")
  private int validationMembers;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "Validations without a better one before training stops.")
  private int patience;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Each computes a part of every step; 0: one for each core, four at most.")
  private int threads;

  @Option(
      names = "--precision",
      paramLabel = "P",
      description = "Of matrix products: float32, bfloat16 or auto.")
  private String precision;

  /** The settings for a vocabulary of so many titles; checks every bound. */
  TrainingSettings settings(HoldOut holdOut, int titles) {
    int chosen = titles > FULL_SOFTMAX_TITLES_MAX ? SAMPLED_NEGATIVES : 0;
    return new TrainingSettings(
        holdOut,
        seed,
        minutes,
        epochs,
        width,
        layers,
        heads,
        window(),
        metadataBuckets,
        learningRate,
        weightDecay,
        warmUpSteps,
        gradientNormMax,
        averageDecay,
        dropout,
        featureDropout,
        temperature,
        newTitleRidge,
        newTitleLength,
        newTitlesInTen,
        names(frozen),
        batchTokens,
        negatives == -1 ? chosen : negatives,
        validateEvery,
        validationMembers,
        patience,
        threads == 0 ? Math.min(CORES_MAX, Runtime.getRuntime().availableProcessors()) : threads,
        precision());
  }

  private static List<String> names(String list) {
    return list == null || list.isBlank() ? List.of() : List.of(list.strip().split("[,\\s]+"));
  }

  private AnchoredWindow window() {
    try {
      return new AnchoredWindow(windowLength, stride, blocks, blocks == 0 ? 0 : summaries);
    } catch (IllegalArgumentException e) {
      throw new TrainingException(e.getMessage(), e);
    }
  }

  private Precision precision() {
    return switch (precision) {
      case "auto" -> Precision.ofThisProcessor();
      case "float32" -> Precision.FLOAT32;
      case "bfloat16" -> Precision.BFLOAT16;
      default ->
          throw new TrainingException(
              "--precision=" + precision + " must be auto, float32 or bfloat16.");
    };
  }
}
