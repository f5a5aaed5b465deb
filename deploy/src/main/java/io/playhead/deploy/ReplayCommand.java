package io.playhead.deploy;

import io.playhead.deploy.local.WorkFolder;
import io.playhead.deploy.recorder.RecordOptions;
import io.playhead.deploy.recorder.TopicRecorder;
import io.playhead.deploy.replay.DeterminismFigures;
import io.playhead.deploy.replay.EngineReplay;
import io.playhead.deploy.replay.ReplayFigures;
import io.playhead.deploy.replay.ReplayRequest;
import io.playhead.window.HoldOut;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code playhead replay}: a recording through the engine, to tables and a report. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs a recording through the engine that serves live, with one model or two: a list for"
            + " each event.",
    footer = {
      "",
      "OUT/report.html is the report; lists, tokens and plays are tables (docs/tables.md);",
      "lists.csv has every member's last page: " + ListsCsv.HEADER + ".",
      "Exit code 1: an accepted event is reflected by no page, or, with --check-determinism, two",
      "runs differ."
    })
final class ReplayCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private Source source;

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description =
          "The model bundle's folder. Default: the releases in the recording, each from its moment"
              + " on.")
  private Path bundle;

  @Option(
      names = "--compare",
      paramLabel = "DIR",
      description = "Another bundle's folder: the same events through it, too, side by side.")
  private Path compare;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for tables.")
  private Path out;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON.")
  private Path json;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description =
          "Lists from then on, such as 2026-01-31T00:00:00Z; what was before is history alone.")
  private String from;

  @Option(names = "--to", paramLabel = "INSTANT", description = "Events that happened before then.")
  private String to;

  @Option(
      names = "--speed",
      defaultValue = "max",
      paramLabel = "max|N",
      description = "N times as fast as it was live, or as fast as it goes. Default: max.")
  private String speed;

  @Option(
      names = "--hold-out",
      defaultValue = "none",
      paramLabel = "none|last|after:INSTANT",
      description =
          "last: each member's last token is left out, for evaluate; after: every event from then"
              + " on. Default: none.")
  private String holdOut;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      paramLabel = "N",
      description = "Subtasks of the job. Default: ${DEFAULT-VALUE}.")
  private int parallelism;

  @Mixin private RulesOption rules;

  @Spec private CommandSpec spec;

  @Option(
      names = "--check-determinism",
      description =
          "Replay six times, with other parallelism, batches and a crash, and compare the lists.")
  private boolean checkDeterminism;

  @Option(names = "--csv", description = "Write every list as CSV, too, not as Parquet alone.")
  private boolean csv;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seed of the intervals. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--keep", description = "Keep the processes' data and logs in OUT/work.")
  private boolean keep;

  @ArgGroup(exclusive = false, heading = "As live, through a broker:%n")
  private ThroughKafka throughKafka;

  /** Where the events are. */
  private static final class Source {
    @Option(names = "--recording", paramLabel = "DIR", description = "The recording's folder.")
    private Path recording;

    @ArgGroup(exclusive = false)
    private Topics topics;
  }

  /** Topics that are recorded first. */
  private static final class Topics {
    @Option(
        names = "--bootstrap",
        required = true,
        paramLabel = "HOST:PORT",
        description = "Instead of a recording: what is on the topics now, up to --to.")
    private String bootstrap;

    @Option(
        names = "--registry",
        required = true,
        paramLabel = "URL",
        description = "The registry of those topics.")
    private String registry;

    @Option(
        names = "--client-config",
        paramLabel = "FILE",
        description = "How both are reached, and as whom; see record --help.")
    private Path clientConfig;
  }

  @Override
  public Integer call() {
    Checks.atLeastOne("--parallelism", parallelism);
    checkRange();
    rules.checked();
    Path folder = out.resolve("work").toAbsolutePath().normalize();
    if (source.recording != null && !Files.isDirectory(source.recording)) {
      throw CommandFailure.badInput(source.recording + " is no recording: there is no such folder");
    }
    if (source.recording != null && throughKafka == null) {
      // All that can be wrong is said before anything is written.
      EngineReplay replay = new EngineReplay(request(source.recording, folder));
      return inside(folder, () -> run(replay));
    }
    return inside(
        folder,
        () -> {
          Path recording = source.recording == null ? recorded(folder) : source.recording;
          ReplayRequest request = request(recording, folder);
          return throughKafka == null
              ? run(new EngineReplay(request))
              : throughKafka.run(request, json);
        });
  }

  private int inside(Path folder, IntSupplier body) {
    WorkFolder work = WorkFolder.fresh(folder, keep);
    try {
      return body.getAsInt();
    } finally {
      work.close();
    }
  }

  private Path recorded(Path work) {
    Path recording = work.resolve("recording");
    new TopicRecorder(
            new RecordOptions(
                source.topics.bootstrap,
                source.topics.registry,
                ClientConfigOption.read(source.topics.clientConfig),
                null, // what was before --from is the history of what comes after
                instant("--to", to),
                null,
                recording,
                false))
        .run();
    return recording;
  }

  private int run(EngineReplay replay) {
    return checkDeterminism ? check(replay.checkDeterminism()) : report(replay.run());
  }

  private void checkRange() {
    Instant first = instant("--from", from);
    Instant last = instant("--to", to);
    if (first != null && last != null && !first.isBefore(last)) {
      throw CommandFailure.badInput("--from " + first + " is not before --to " + last);
    }
  }

  private ReplayRequest request(Path recording, Path work) {
    return new ReplayRequest(
        recording,
        bundle,
        compare,
        instant("--from", from),
        instant("--to", to),
        held(),
        speed(),
        parallelism,
        rules.checked(),
        out,
        work,
        csv,
        seed,
        command());
  }

  private String command() {
    return "deploy/playhead "
        + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
  }

  private int report(ReplayFigures figures) {
    JsonFile.write(json, figures);
    for (ReplayFigures.Run run : figures.runs()) {
      System.out.printf(
          "%s: %,d events to %,d lists of %,d members in %.1f s, %,.0f events/s; %,d rejected, %,d"
              + " lost%n",
          run.modelId(),
          figures.eventsIn(),
          run.listsOut(),
          run.membersWithList(),
          run.engineSeconds(),
          run.eventsPerSecond(),
          run.rejected(),
          run.lost());
    }
    System.out.println(new QualityLine(figures.quality()).text());
    System.out.println("report: " + out.resolve("report.html"));
    if (figures.lost() > 0) {
      System.err.printf("replay: %,d accepted events are in no list%n", figures.lost());
      return 1;
    }
    return 0;
  }

  private int check(DeterminismFigures figures) {
    JsonFile.write(json, figures);
    figures.print(System.out);
    return figures.isIdentical() ? 0 : 1;
  }

  private HoldOut held() {
    try {
      return HoldOut.parse(holdOut);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.badInput(e.getMessage(), e);
    }
  }

  private double speed() {
    if (speed.equals("max")) {
      return 0;
    }
    try {
      double times = Double.parseDouble(speed);
      if (times > 0 && Double.isFinite(times)) {
        return times;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw CommandFailure.badInput("--speed must be max or a number above 0, not " + speed);
  }

  private static Instant instant(String option, String value) {
    try {
      return value == null ? null : Instant.parse(value);
    } catch (DateTimeException e) {
      throw CommandFailure.badInput(
          option + " must be an instant such as 2026-01-31T00:00:00Z, not " + value, e);
    }
  }
}
