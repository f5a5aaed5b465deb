package io.playhead.stream;

import io.playhead.inference.BundleTrust;
import io.playhead.inference.ExecutionProvider;
import io.playhead.inference.PageRules;
import io.playhead.inference.RulesFile;
import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.ClientSettingsException;
import io.playhead.window.WindowPolicy;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.connector.base.DeliveryGuarantee;
import picocli.CommandLine.Option;

/**
 * What the job is told on a command line, wherever it runs: the options that {@link RunCommand} and
 * {@link ClusterRun} share.
 */
public final class JobArguments {
  @Option(
      names = "--bootstrap",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Kafka bootstrap servers.")
  private String bootstrap;

  @Option(
      names = "--registry",
      required = true,
      paramLabel = "URL",
      description =
          "Schema registry with Confluent's API, such as http://127.0.0.1:8081/apis/ccompat/v7.")
  private String registry;

  @Option(
      names = "--client-config",
      paramLabel = "FILE",
      description =
          "Properties file of Kafka's client settings (security.protocol, sasl.*, ssl.*), and of"
              + " the registry's after schema.registry.; at this path wherever the job runs."
              + " Default: plain connections.")
  private Path clientConfig;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description =
          "Subtasks of each stage; default: the machine's cores, on a cluster its"
              + " parallelism.default.")
  private Integer parallelism;

  @Option(
      names = "--checkpoint-interval-ms",
      paramLabel = "MS",
      description =
          "Where a cluster's execution.checkpointing.interval does not say it. Default:"
              + " ${DEFAULT-VALUE}.")
  private long checkpointIntervalMs = 10_000;

  @Option(
      names = "--batch-rows",
      paramLabel = "N",
      description = "Rows that make a batch full. Default: ${DEFAULT-VALUE}.")
  private int batchRows = 64;

  @Option(
      names = "--batch-wait-ms",
      paramLabel = "MS",
      description =
          "How long the oldest row of a batch waits; rows that come while a batch is worked on"
              + " make the next one larger by themselves. Default: ${DEFAULT-VALUE}.")
  private long batchWaitMs = 1;

  @Option(
      names = "--cache-mb",
      paramLabel = "MB",
      description = "Memory of all key/value caches together. Default: ${DEFAULT-VALUE}.")
  private int cacheMb = 256;

  @Option(
      names = "--lateness-ms",
      paramLabel = "MS",
      description =
          "How much older than a member's newest event an event may be. Default: ${DEFAULT-VALUE}.")
  private long latenessMs = WindowPolicy.DEFAULT.latenessMs();

  @Option(
      names = "--delivery",
      paramLabel = "at-least-once|exactly-once",
      description =
          "Exactly once shows a list only after the next checkpoint. Default: ${DEFAULT-VALUE}.")
  private String delivery = "at-least-once";

  @Option(
      names = "--group",
      paramLabel = "ID",
      description =
          "Consumer group, for monitors; prefix of transactions. Default: ${DEFAULT-VALUE}.")
  private String group = "playhead";

  @Option(
      names = "--channel",
      paramLabel = "NAME",
      description = "Release channel to follow. Default: ${DEFAULT-VALUE}.")
  private String channel = JobOptions.CHANNEL;

  @Option(
      names = "--no-embeddings",
      description = "Send no members' vectors to member-embeddings, only what says forget.")
  private boolean noEmbeddings;

  @Option(
      names = "--rebuilds-per-second",
      paramLabel = "N",
      description =
          "Members with a cache whom a subtask moves to a new model each second; for up to 60 s the"
              + " others stay with the model before, which stays in memory. 0: all at once."
              + " Default: ${DEFAULT-VALUE}.")
  private int rebuildsPerSecond = 100;

  @Option(
      names = "--exact-bits",
      description =
          "Every list the same bits whatever is cached, as a replay's are; a member who is not cached"
              + " costs several times as much.")
  private boolean exactBits;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description =
          "Rules of the home page: JSON with the keys that --print-rules prints, each replacing its"
              + " default. Read once, at the start.")
  private Path rulesFile;

  @Option(
      names = "--print-rules",
      help = true,
      description = "Print all rules of the home page with defaults and reasons, and end.")
  private boolean printRules;

  @Option(
      names = "--trusted-key",
      paramLabel = "KEY",
      description =
          "Only serve bundles that are signed with this Ed25519 key: the public one, in base64 or as"
              + " a PEM file; may be given several times. Default: any bundle may serve.")
  private List<String> trustedKeys = List.of();

  @Option(
      names = "--provider",
      paramLabel = "cpu|cuda",
      description =
          "What models run on. One that does not work here ends the command; no other takes its"
              + " place. Default: ${DEFAULT-VALUE}.")
  private String provider = "cpu";

  @Option(
      names = "--gpu-device",
      paramLabel = "N",
      description =
          "With cuda: index of the GPU, unless Flink finds one for the task. Default:"
              + " ${DEFAULT-VALUE}.")
  private int gpuDevice = 0;

  @Option(
      names = "--stop-at",
      paramLabel = "FILE",
      description =
          "JSON {\"topic\":[end offset of each partition, ...], ...}: read each topic up to there and"
              + " end. Control topics that are not named end where they end now. A job that is"
              + " restored ends where it was told to when it first started, so it must have had"
              + " one.")
  private Path stopAt;

  @Option(
      names = "--otlp-endpoint",
      paramLabel = "URL",
      description =
          "Send spans of sampled traces there, by OTLP over HTTP, such as"
              + " http://127.0.0.1:4318/v1/traces. Default: nowhere.")
  private String otlpEndpoint;

  @Option(
      names = "--pass-through",
      hidden = true,
      paramLabel = "TOPIC",
      description = "Copy members' events to this topic and make no lists; what bench compares to.")
  private String passThrough;

  /** Whether the rules are asked for instead of a job. */
  boolean printRules() {
    return printRules;
  }

  /** The options, read and checked one by one. */
  RunOptions options(int parallelismDefault) throws RunFailure {
    return new RunOptions(
        bootstrap,
        registry,
        clients(),
        parallelism == null ? parallelismDefault : parallelism,
        checkpointIntervalMs,
        batchRows,
        batchWaitMs,
        cacheMb,
        latenessMs,
        guarantee(),
        group,
        channel,
        !noEmbeddings,
        rebuildsPerSecond,
        exactBits,
        serving(),
        executionProvider(),
        stopAt,
        otlpEndpoint,
        passThrough);
  }

  private ClientSettings clients() throws RunFailure {
    try {
      return ClientSettings.read(clientConfig);
    } catch (ClientSettingsException e) {
      throw RunFailure.badInput(e.getMessage());
    }
  }

  private ExecutionProvider executionProvider() throws RunFailure {
    try {
      return ExecutionProvider.parse(provider, gpuDevice);
    } catch (IllegalArgumentException e) {
      throw RunFailure.badInput(e.getMessage());
    }
  }

  private ServingPolicy serving() throws RunFailure {
    return new ServingPolicy(trust(), rules());
  }

  private BundleTrust trust() throws RunFailure {
    try {
      return BundleTrust.named(trustedKeys);
    } catch (IllegalArgumentException e) {
      throw RunFailure.badInput("--trusted-key: " + e.getMessage());
    }
  }

  private PageRules rules() throws RunFailure {
    try {
      return rulesFile == null ? PageRules.DEFAULT : RulesFile.read(rulesFile);
    } catch (IllegalArgumentException e) {
      throw RunFailure.badInput("--rules: " + e.getMessage());
    }
  }

  private DeliveryGuarantee guarantee() throws RunFailure {
    return switch (delivery) {
      case "at-least-once" -> DeliveryGuarantee.AT_LEAST_ONCE;
      case "exactly-once" -> DeliveryGuarantee.EXACTLY_ONCE;
      default ->
          throw RunFailure.badInput(
              "--delivery=" + delivery + " is neither at-least-once nor exactly-once");
    };
  }
}
