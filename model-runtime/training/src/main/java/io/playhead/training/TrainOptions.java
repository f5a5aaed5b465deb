package io.playhead.training;

import io.playhead.window.AnchoredWindow;
import io.playhead.window.HoldOut;
import picocli.CommandLine.Option;

/** How {@code train} trains: the options that are settings, with their defaults and reasons. */
final class TrainOptions {
  // 3,200 predictions x 20,000 titles x 4 B = 256 MB, and the softmax needs four of them.
  private static final int FULL_SOFTMAX_TITLES_MAX = 20_000;
  private static final int SAMPLED_NEGATIVES = 512;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Of every random choice.")
  private long seed;

  @Option(
      names = "--minutes",
      defaultValue = "12",
      paramLabel = "M",
      description = "Wall clock in all, the last validation and the export included.")
  private double minutes;

  @Option(
      names = "--epochs",
      defaultValue = "100",
      paramLabel = "N",
      description = "At most; the clock or --patience usually end training earlier.")
  private int epochs;

  @Option(
      names = "--width",
      defaultValue = "64",
      paramLabel = "N",
      description =
          "Floats per vector; 128 is better given four times the time, 32 is enough for hundreds of titles.")
  private int width;

  @Option(
      names = "--layers",
      defaultValue = "2",
      paramLabel = "N",
      description = "Layers of attention; serving costs grow in proportion.")
  private int layers;

  @Option(
      names = "--heads",
      defaultValue = "2",
      paramLabel = "N",
      description = "Attention heads, a divisor of --width; 32 floats each.")
  private int heads;

  @Option(
      names = "--window",
      defaultValue = "256",
      paramLabel = "TOKENS",
      description = "Newest tokens seen exactly, a multiple of --stride.")
  private int windowLength;

  @Option(
      names = "--stride",
      defaultValue = "64",
      paramLabel = "TOKENS",
      description =
          "The exact window moves by so many, and older ones are summarised so many at a time.")
  private int stride;

  @Option(
      names = "--blocks",
      defaultValue = "12",
      paramLabel = "N",
      description =
          "Blocks of --stride tokens before the exact window that are seen through summaries; 0: none.")
  private int blocks;

  @Option(
      names = "--summaries",
      defaultValue = "2",
      paramLabel = "N",
      description = "Entries that a block becomes in attention.")
  private int summaries;

  @Option(
      names = "--metadata-buckets",
      defaultValue = "8192",
      paramLabel = "N",
      description =
          "Rows that words, names and genres are hashed to: 2 MB of bundle at width 64; 2048 is enough for hundreds of titles.")
  private int metadataBuckets;

  @Option(
      names = "--learning-rate",
      defaultValue = "0.001",
      paramLabel = "R",
      description = "Of AdamW, constant: the average of the weights makes a schedule unnecessary.")
  private double learningRate;

  @Option(
      names = "--weight-decay",
      defaultValue = "0.01",
      paramLabel = "R",
      description = "Of AdamW.")
  private double weightDecay;

  @Option(
      names = "--warm-up",
      defaultValue = "50",
      paramLabel = "STEPS",
      description = "Steps over which the rate grows, while AdamW's estimates settle.")
  private int warmUpSteps;

  @Option(
      names = "--clip",
      defaultValue = "1",
      paramLabel = "NORM",
      description = "Gradients are scaled down to this norm.")
  private double gradientNormMax;

  @Option(
      names = "--average-decay",
      defaultValue = "0.998",
      paramLabel = "R",
      description = "Of the moving average of the weights that is kept: the last 500 steps.")
  private double averageDecay;

  @Option(
      names = "--dropout",
      defaultValue = "0.2",
      paramLabel = "R",
      description = "Share of values dropped in training; more for larger models.")
  private double dropout;

  @Option(
      names = "--id-dropout",
      defaultValue = "0.1",
      paramLabel = "R",
      description =
          "Share of titles that lose their ID in a step, so that new titles can be embedded from metadata alone.")
  private double idDropout;

  @Option(
      names = "--feature-dropout",
      defaultValue = "0.05",
      paramLabel = "R",
      description =
          "Share of features made unknown, so that an unknown device or hour is nothing new.")
  private double featureDropout;

  @Option(
      names = "--temperature",
      defaultValue = "0.05",
      paramLabel = "T",
      description = "Divides cosine scores.")
  private double temperature;

  @Option(
      names = "--batch-tokens",
      defaultValue = "3200",
      paramLabel = "N",
      description =
          "Tokens per step, padding included; fewer are noisier, more are slower per token.")
  private int batchTokens;

  @Option(
      names = "--negatives",
      defaultValue = "-1",
      paramLabel = "N",
      description =
          "Titles that compete with the right one; 0: all, which learns fastest; -1: all up to 20000 titles, 512 beyond.")
  private int negatives;

  @Option(
      names = "--validate-every",
      defaultValue = "2",
      paramLabel = "EPOCHS",
      description = "Epochs between validations.")
  private int validateEvery;

  @Option(
      names = "--validation-members",
      defaultValue = "2048",
      paramLabel = "N",
      description = "Members asked while training; all are asked at the end.")
  private int validationMembers;

  @Option(
      names = "--patience",
      defaultValue = "5",
      paramLabel = "N",
      description = "Validations without a better one before training stops.")
  private int patience;

  @Option(
      names = "--threads",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Each computes a part of every step; results depend on how many, and two gain a factor of 1.13. 0: one for each core.")
  private int threads;

  @Option(
      names = "--precision",
      defaultValue = "auto",
      paramLabel = "P",
      description =
          "Of matrix products in training: float32, bfloat16, or auto: bfloat16 where the processor multiplies it faster.")
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
        idDropout,
        featureDropout,
        temperature,
        batchTokens,
        negatives == -1 ? chosen : negatives,
        validateEvery,
        validationMembers,
        patience,
        threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
        precision());
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
      case "auto" -> Precision.fastest();
      case "float32" -> Precision.FLOAT32;
      case "bfloat16" -> Precision.BFLOAT16;
      default ->
          throw new TrainingException(
              "--precision=" + precision + " must be auto, float32 or bfloat16.");
    };
  }
}
