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
import java.util.concurrent.Callable;
import org.apache.flink.connector.base.DeliveryGuarantee;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run}: the job as a process of its own, against a broker and a registry that are there. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs the job: reads the members' events, writes their home pages. Prints 'running: job ID'"
            + " once it runs; stops on SIGTERM.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The job ended at --stop-at, or was stopped",
      "1:The job failed",
      "2:An option is wrong, or the machine lacks the provider",
      "3:Broker or registry do not answer, or lack a topic or a schema"
    })
public final class RunCommand implements Callable<Integer> {
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
      names = "--state-dir",
      required = true,
      paramLabel = "FOLDER",
      description = "Checkpoints and local state; made if it is not there.")
  private Path stateDir;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Subtasks of each stage; default: the machine's cores.")
  private int parallelism = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--restore",
      paramLabel = "latest|none|PATH",
      description =
          "Checkpoint to go on from: the newest in the state folder if there is one, none, or this"
              + " one. None reads every topic from its beginning. Default: ${DEFAULT-VALUE}.")
  private String restore = "none";

  @Option(
      names = "--checkpoint-interval-ms",
      paramLabel = "MS",
      description = "Default: ${DEFAULT-VALUE}.")
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
          "Every list the same bits whatever is cached, as a replay's are; a member who is not"
              + " cached costs several times as much.")
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
          "Only serve bundles that are signed with this Ed25519 key: the public one, in base64 or"
              + " as a PEM file; may be given several times. Default: any bundle may serve.")
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
          "JSON {\"topic\":[end offset of each partition, ...], ...}: read each topic up to there"
              + " and end. Control topics that are not named end where they end now.")
  private Path stopAt;

  @Option(
      names = "--rest-port",
      paramLabel = "PORT",
      description =
          "Port of Flink's REST interface, on the loopback address only; 0: any. Default:"
              + " ${DEFAULT-VALUE}.")
  private int restPort = 0;

  @Option(
      names = "--pass-through",
      hidden = true,
      paramLabel = "TOPIC",
      description = "Copy members' events to this topic and make no lists; what bench compares to.")
  private String passThrough;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write job id, state, seconds, cache hits and misses there when the job ends.")
  private Path json;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new RunCommand()).execute(arguments));
  }

  @Override
  public Integer call() {
    if (printRules) {
      System.out.print(RulesFile.defaultsText());
      return 0;
    }
    try {
      new JobMain(options(), System.out).run();
      return 0;
    } catch (RunFailure e) {
      System.err.println("run: " + e.getMessage());
      return e.exitCode();
    }
  }

  private ClientSettings clients() throws RunFailure {
    try {
      return ClientSettings.read(clientConfig);
    } catch (ClientSettingsException e) {
      throw RunFailure.badInput(e.getMessage());
    }
  }

  private RunOptions options() throws RunFailure {
    return new RunOptions(
        bootstrap,
        registry,
        clients(),
        parallelism,
        stateDir.toAbsolutePath().normalize(),
        restore,
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
        restPort,
        passThrough,
        json);
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
