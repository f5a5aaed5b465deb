package io.playhead.deploy;

import io.playhead.deploy.local.WorkFolder;
import io.playhead.deploy.replay.Replay;
import io.playhead.deploy.replay.ReplayFigures;
import io.playhead.deploy.replay.ReplayOptions;
import io.playhead.window.HoldOut;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playhead replay}: a recording through the engine, to tables. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Runs a recording through the whole engine in local mode and writes the lists.",
    footer = {
      "",
      "OUT/lists.csv has the columns " + ListsCsv.HEADER + ":",
      "every member's last page, or every page with --all-revisions. Exit code 1: an accepted",
      "event is reflected by no page."
    })
final class ReplayCommand implements Callable<Integer> {
  @Option(
      names = "--recording",
      required = true,
      paramLabel = "DIR",
      description = "The recording's folder.")
  private Path recording;

  @Option(
      names = "--bundle",
      required = true,
      paramLabel = "DIR",
      description = "The model bundle's folder.")
  private Path bundle;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for lists.csv; made if missing.")
  private Path out;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON.")
  private Path json;

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

  @Option(
      names = "--partitions",
      defaultValue = "4",
      paramLabel = "N",
      description = "Partitions of every topic. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--in-flight",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Most events sent and not yet in a list. Default: ${DEFAULT-VALUE}.")
  private long inFlight;

  @Mixin private RulesOption rules;

  @Option(
      names = "--all-revisions",
      description = "Write every page to lists.csv, not each member's last alone.")
  private boolean allRevisions;

  @Option(names = "--keep", description = "Keep the processes' data and logs in OUT/work.")
  private boolean keep;

  @Override
  public Integer call() {
    positive("--parallelism", parallelism);
    positive("--partitions", partitions);
    positive("--in-flight", inFlight);
    ReplayFigures figures;
    try (WorkFolder work = WorkFolder.fresh(out.resolve("work"), keep)) {
      figures =
          new Replay(
                  new ReplayOptions(
                      recording,
                      bundle,
                      out,
                      work.path(),
                      held(),
                      parallelism,
                      partitions,
                      inFlight,
                      rules.checked(),
                      allRevisions))
              .run();
    }
    JsonFile.write(json, figures);
    System.out.printf(
        "%,d events to %,d lists of %,d members in %.1f s, %,.0f events/s; event to list p50 %d ms,"
            + " p99 %d ms; %,d rejected, %,d lost: %s%n",
        figures.eventsIn(),
        figures.listsOut(),
        figures.membersWithList(),
        figures.seconds(),
        figures.eventsPerSecond(),
        figures.eventToListMs().p50(),
        figures.eventToListMs().p99(),
        figures.rejected(),
        figures.lost(),
        out.resolve("lists.csv"));
    if (figures.lost() > 0) {
      System.err.printf("replay: %,d accepted events are in no list%n", figures.lost());
      return 1;
    }
    return 0;
  }

  private HoldOut held() {
    try {
      return HoldOut.parse(holdOut);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.badInput(e.getMessage(), e);
    }
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw CommandFailure.badInput(name + " must be at least 1, not " + value);
    }
  }
}
