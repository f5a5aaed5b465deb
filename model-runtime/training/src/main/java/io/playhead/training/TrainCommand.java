package io.playhead.training;

import io.playhead.schemas.recording.Recording;
import io.playhead.schemas.recording.RecordingException;
import io.playhead.window.ColdTitles;
import io.playhead.window.HoldOut;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.PropertiesDefaultProvider;

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
      "The same recording, seed, precision and number of threads give the same model when training ends by"
          + " --epochs or --patience, not by the clock."
    })
public final class TrainCommand implements Callable<Integer> {
  private static final double NANOS_PER_SECOND = 1e9;

  // Export and the last validation took 2 to 4 % of 12 minutes.
  private static final double TRAINING_SHARE = 0.95;

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
      paramLabel = "none|last|after:INSTANT",
      description = "What evaluate will ask for: never looked at.")
  private String holdOut;

  @Option(
      names = "--cold-share",
      paramLabel = "S",
      description = "Share of the titles never to look at.")
  private double coldShare;

  @Option(
      names = "--warm-start",
      paramLabel = "DIR",
      description =
          "Bundle to go on from instead of starting from nothing; it needs the same shape, and may be --out. New titles start from similar known ones.")
  private Path warmStart;

  @Option(
      names = "--align-to",
      paramLabel = "DIR",
      description =
          "Bundle into whose vector space this model is turned; no score changes. Default: --warm-start.")
  private Path alignTo;

  @Option(
      names = "--until-ndcg10",
      paramLabel = "X",
      description =
          "Stop as soon as a validation of --validation-members reaches it; --json then has secondsToNdcg10, counted from the start of the command.")
  private Double untilNdcg10;

  @Option(
      names = "--no-resume",
      description = "Start afresh where a killed training left OUT.checkpoint.")
  private boolean noResume;

  @Option(
      names = "--checkpoint-seconds",
      paramLabel = "S",
      description = "At least between two checkpoints.")
  private double checkpointSeconds;

  @Option(names = "--json", paramLabel = "FILE", description = "Write results here.")
  private Path json;

  @Option(
      names = "--signing-key",
      paramLabel = "FILE",
      description = "Ed25519 key, PKCS #8 PEM: sign the manifest.")
  private Path signingKey;

  @Mixin private ConfigOptions config;

  @Mixin private TrainOptions options;

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
    String[] words = named ? Arrays.copyOfRange(args, 1, args.length) : args;
    try {
      // Which file the defaults come from is known before any option is looked at.
      ConfigOptions config = ConfigOptions.first(words);
      if (config.isPrinted()) {
        System.out.print(TrainDefaults.text());
        return 0;
      }
      return new CommandLine(new TrainCommand())
          .setDefaultValueProvider(new PropertiesDefaultProvider(TrainDefaults.with(config.file())))
          .setParameterExceptionHandler((e, arguments) -> misused(messages, e))
          .setExecutionExceptionHandler((e, line, parsed) -> fail(messages, e))
          .execute(words);
    } catch (CommandLine.ParameterException e) {
      return misused(messages, e);
    } catch (TrainingException e) {
      return fail(messages, e);
    }
  }

  @Override
  public Integer call() throws IOException {
    long startNs = System.nanoTime();
    ColdTitles coldTitles = coldTitles();
    TrainingSettings settings = settings(0);
    BundleFolder.requireWritable(out);
    ParentModel start = warmStart == null ? null : ParentModel.read(warmStart);
    if (start != null) {
      start.requireFits(settings, coldTitles);
    }
    EarlierSpace space = space(start, settings.width());
    ManifestSigner signer = signingKey == null ? null : ManifestSigner.read(signingKey);
    TrainingData data =
        TrainingData.read(
            Recording.open(recording), settings.holdOut(), coldTitles, settings.metadataBuckets());
    settings = settings(data.titles().vocabularySize());
    double seconds = settings.minutes() * 60 * TRAINING_SHARE;
    double until = untilNdcg10 == null ? Double.POSITIVE_INFINITY : untilNdcg10;
    Checkpoint checkpoint = checkpoint(data, settings, start);
    TrainedModel trained;
    try (ConsoleProgress progress = new ConsoleProgress(System.err, seconds)) {
      trained =
          new Trainer(data, settings, start, progress, System::nanoTime)
              .run(new Goal(startNs, (long) (seconds * NANOS_PER_SECOND), until), checkpoint);
    }
    if (space != null) {
      trained = trained.alignedTo(space, data.titles());
    }
    String modelId =
        new BundleWriter(trained, data, settings).write(out, System.currentTimeMillis(), signer);
    checkpoint.delete();
    double total = (System.nanoTime() - startNs) / NANOS_PER_SECOND;
    if (json != null) {
      TrainReport.write(json, data, trained, settings, modelId, out, until, total);
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

  private Checkpoint checkpoint(TrainingData data, TrainingSettings settings, ParentModel start) {
    Path file = Checkpoint.beside(out);
    String fingerprint =
        TrainingFingerprint.of(data, settings, start == null ? null : start.modelId());
    Checkpoint checkpoint =
        new Checkpoint(file, fingerprint, (long) (checkpointSeconds * NANOS_PER_SECOND));
    if (noResume) {
      checkpoint.delete();
    } else if (checkpoint.exists()) {
      System.err.println("train: goes on from " + file);
    }
    return checkpoint;
  }

  private EarlierSpace space(ParentModel start, int width) {
    if (alignTo != null) {
      return EarlierSpace.of(EarlierBundle.open("--align-to", alignTo), width);
    }
    return start == null ? null : EarlierSpace.of(start.bundle(), width);
  }

  /** What the options and defaults come to, for a vocabulary of so many titles. */
  TrainingSettings settings(int titles) {
    return options.settings(holdOut(), titles);
  }

  private HoldOut holdOut() {
    try {
      return HoldOut.parse(holdOut);
    } catch (IllegalArgumentException e) {
      throw new TrainingException(e.getMessage() + ".", e);
    }
  }

  private ColdTitles coldTitles() {
    try {
      return new ColdTitles(coldShare);
    } catch (IllegalArgumentException e) {
      throw new TrainingException(e.getMessage() + ".", e);
    }
  }

  private static int misused(PrintStream messages, CommandLine.ParameterException e) {
    return fail(messages, e.getMessage() + "; see --help.", CommandLine.ExitCode.USAGE);
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
