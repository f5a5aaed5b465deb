package io.playhead.training;

import io.playhead.schemas.recording.Recording;
import io.playhead.schemas.recording.RecordingException;
import io.playhead.window.HoldOut;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code playhead train}: recording to bundle. Runs in a JVM of its own, best started with {@code
 * -Xmx2g -XX:+UseSerialGC -Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.playhead.schemas} and with
 * {@code OMP_WAIT_POLICY=passive} in the environment, so that waiting threads do not burn a shared
 * core, and, only where the processor has AVX-512, {@code OPENBLAS_CORETYPE=SkylakeX}, which made
 * training 1.4 times faster. Exit codes: 0 done, 2 bad input, 1 anything else.
 */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    usageHelpWidth = 100,
    description = {
      "Trains a model on a recording and writes a model bundle.",
      "The same recording, seed and number of threads give the same model when training ends by"
          + " --epochs or --patience, not by the clock."
    })
public final class TrainCommand implements Callable<Integer> {
  private static final double NANOS_PER_SECOND = 1e9;

  // Export and the last validation took 2 to 4 % of 12 minutes.
  private static final double TRAINING_SHARE = 0.95;

  // 3,200 predictions x 20,000 titles x 4 B = 256 MB, and the softmax needs four of them.
  private static final int FULL_SOFTMAX_TITLES_MAX = 20_000;
  private static final int SAMPLED_NEGATIVES = 512;

  @Option(
      names = "--recording",
      required = true,
      paramLabel = "DIR",
      description = "Recording to learn from.")
  private Path recording;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Bundle to write: a new folder, an empty one, or a bundle to replace.")
  private Path out;

  @Option(
      names = "--hold-out",
      defaultValue = "none",
      paramLabel = "none|last",
      description =
          "last: never look at each member's last token, so that evaluate can ask for it. Of what is left the last token of each member is validation: it chooses the model and is not learned.")
  private String holdOut;

  @Option(names = "--json", paramLabel = "FILE", description = "Write results here.")
  private Path json;

  @Option(
      names = "--signing-key",
      paramLabel = "FILE",
      description = "Ed25519 key, PKCS #8 PEM: sign the manifest.")
  private Path signingKey;

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
      description =
          "Wall clock in all; a million tokens get near their best in about this on one core.")
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
          "Of libtorch; a second one gains a fifth at this size, and results depend on it.")
  private int threads;

  /** Entry point of the launcher; a leading word "train" is skipped. */
  public static void main(String[] args) {
    // Both are read once, when the first class of Avro and of JavaCPP is loaded.
    setIfAbsent("org.apache.avro.SERIALIZABLE_PACKAGES", "io.playhead.schemas");
    setIfAbsent("org.bytedeco.javacpp.logger", "slf4j");
    System.exit(run(args, System.err));
  }

  /** The command without a process around it: its exit code. */
  static int run(String[] args, PrintStream messages) {
    boolean named = args.length > 0 && args[0].equals("train");
    return new CommandLine(new TrainCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(
            (e, arguments) ->
                fail(messages, e.getMessage() + "; see --help.", CommandLine.ExitCode.USAGE))
        .setExecutionExceptionHandler((e, line, parsed) -> fail(messages, e))
        .execute(named ? Arrays.copyOfRange(args, 1, args.length) : args);
  }

  @Override
  public Integer call() throws IOException {
    long startNs = System.nanoTime();
    TrainingSettings settings = settings(0);
    BundleFolder.requireWritable(out);
    ManifestSigner signer = signingKey == null ? null : ManifestSigner.read(signingKey);
    TrainingData data =
        TrainingData.read(Recording.open(recording), settings.holdOut(), metadataBuckets);
    settings = settings(data.titles().vocabularySize());
    double seconds = minutes * 60 * TRAINING_SHARE;
    TrainedModel trained;
    try (ConsoleProgress progress = new ConsoleProgress(System.err, seconds)) {
      trained =
          new Trainer(data, settings, progress, System::nanoTime)
              .run(startNs + (long) (seconds * NANOS_PER_SECOND));
    }
    String modelId =
        new BundleWriter(trained, data, settings).write(out, System.currentTimeMillis(), signer);
    double total = (System.nanoTime() - startNs) / NANOS_PER_SECOND;
    if (json != null) {
      TrainReport.write(json, data, trained, settings, modelId, out, total);
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %d epochs in %.0f s, validation NDCG@10 %.4f, HR@10 %.4f over %d members; bundle in %s%n",
        modelId,
        trained.epochs(),
        total,
        trained.validation().ndcg10(),
        trained.validation().hr10(),
        trained.validation().members(),
        out);
    return 0;
  }

  private TrainingSettings settings(int titles) {
    int chosen = titles > FULL_SOFTMAX_TITLES_MAX ? SAMPLED_NEGATIVES : 0;
    return new TrainingSettings(
        holdOut(),
        seed,
        minutes,
        epochs,
        width,
        layers,
        heads,
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
        threads);
  }

  private HoldOut holdOut() {
    return switch (holdOut) {
      case "none" -> HoldOut.NONE;
      case "last" -> HoldOut.LAST;
      default -> throw new TrainingException("--hold-out=" + holdOut + " must be none or last.");
    };
  }

  private static int fail(PrintStream messages, Exception e) {
    boolean isInput = e instanceof TrainingException || e instanceof RecordingException;
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return fail(
        messages,
        isInput ? message : "Training failed: " + e.getClass().getSimpleName() + ": " + message,
        isInput ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE);
  }

  private static int fail(PrintStream messages, String message, int exitCode) {
    messages.println("playhead train: " + message.replace('\n', ' '));
    return exitCode;
  }

  private static void setIfAbsent(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }
}
