package io.playhead.deploy;

import io.playhead.deploy.local.WorkFolder;
import io.playhead.deploy.replay.DeterminismFigures;
import io.playhead.deploy.replay.EngineReplay;
import io.playhead.deploy.replay.ReplayFigures;
import io.playhead.deploy.replay.ReplayRequest;
import io.playhead.window.HoldOut;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
      "OUT/lists.csv has the columns " + ListsCsv.HEADER + ":",
      "every member's last page. Exit code 1: an accepted event is reflected by no page, or, with",
      "--check-determinism, two runs differ."
    })
final class ReplayCommand implements Callable<Integer> {
  @Option(
      names = "--recording",
      required = true,
      paramLabel = "DIR",
      description = "The recording's folder.")
  private Path recording;

  @Option(names = "--bundle", paramLabel = "DIR", description = "The model bundle's folder.")
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

  @Option(
      names = "--check-determinism",
      description =
          "Replay six times, with other parallelism, batches and a crash, and compare the lists.")
  private boolean checkDeterminism;

  @Option(names = "--csv", description = "Write every list as CSV, too, not as Parquet alone.")
  private boolean csv;

  @Option(names = "--keep", description = "Keep the processes' data and logs in OUT/work.")
  private boolean keep;

  @ArgGroup(exclusive = false, heading = "As live, through a broker:%n")
  private ThroughKafka throughKafka;

  @Override
  public Integer call() {
    Checks.atLeastOne("--parallelism", parallelism);
    ReplayRequest request =
        new ReplayRequest(
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
            out.resolve("work").toAbsolutePath().normalize(),
            csv);
    if (request.from() != null && request.to() != null && !request.from().isBefore(request.to())) {
      throw CommandFailure.badInput(
          "--from " + request.from() + " is not before --to " + request.to());
    }
    if (throughKafka != null) {
      return throughKafka.run(request, json, keep);
    }
    try (WorkFolder work = WorkFolder.fresh(request.work(), keep)) {
      return checkDeterminism ? check(request) : replay(request);
    }
  }

  private int replay(ReplayRequest request) {
    ReplayFigures figures = new EngineReplay(request).run();
    JsonFile.write(json, figures);
    System.out.printf(
        "%,d events to %,d lists of %,d members in %.1f s, %,.0f events/s; %,d rejected, %,d lost:"
            + " %s%n",
        figures.eventsIn(),
        figures.listsOut(),
        figures.membersWithList(),
        figures.engineSeconds(),
        figures.eventsPerSecond(),
        figures.rejected(),
        figures.lost(),
        out);
    if (figures.lost() > 0) {
      System.err.printf("replay: %,d accepted events are in no list%n", figures.lost());
      return 1;
    }
    return 0;
  }

  private int check(ReplayRequest request) {
    DeterminismFigures figures = new EngineReplay(request).checkDeterminism();
    JsonFile.write(json, figures);
    for (DeterminismFigures.Run run : figures.runs()) {
      System.out.printf(
          "%-28s %,9d lists %7.1f s  %,9d compared %,9d identical %,9d in the same order%n",
          run.name(), run.lists(), run.seconds(), run.compared(), run.identical(), run.sameOrder());
    }
    System.out.printf(
        "%,d lists compared: %.6f identical to the byte, %.6f in the same order, %,d in one run"
            + " only%n",
        figures.listsCompared(),
        figures.listsIdentical(),
        figures.ordersIdentical(),
        figures.listsInOneRunOnly());
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
