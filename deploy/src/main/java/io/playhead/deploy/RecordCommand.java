package io.playhead.deploy;

import io.playhead.deploy.recorder.RecordFigures;
import io.playhead.deploy.recorder.RecordOptions;
import io.playhead.deploy.recorder.TopicRecorder;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playhead record}: topics, by time range, to a recording. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Writes what is on the topics now as a recording: the events of a time range, the catalogue"
            + " and the model releases that they met, and the pages that were published. Members"
            + " who asked to be forgotten are left out.")
final class RecordCommand implements Callable<Integer> {
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  @Mixin private ServersOptions servers;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description = "Events that happened from then on, such as 2026-01-31T00:00:00Z.")
  private String from;

  @Option(names = "--to", paramLabel = "INSTANT", description = "Events that happened before then.")
  private String to;

  @Option(
      names = "--lateness-ms",
      paramLabel = "MS",
      description =
          "How long after --to an event may have reached the broker to be looked for; 600000 is the"
              + " job's lateness. Default: as long as it took, so topics are read to their ends.")
  private Long latenessMs;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the recording.")
  private Path out;

  @Option(
      names = "--resume",
      description =
          "Go on with an unfinished recording in --out, begun by the same command and cut off.")
  private boolean resume;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON.")
  private Path json;

  @Override
  public Integer call() {
    Instant first = instant("--from", from);
    Instant last = instant("--to", to);
    if (first != null && last != null && !first.isBefore(last)) {
      throw CommandFailure.badInput("--from " + first + " is not before --to " + last);
    }
    if (latenessMs != null && (last == null || latenessMs < 0)) {
      throw CommandFailure.badInput(
          "--lateness-ms " + latenessMs + " must be at least 0 and needs --to, which it is behind");
    }
    RecordFigures figures =
        new TopicRecorder(
                new RecordOptions(
                    servers.bootstrap(),
                    servers.registry(),
                    servers.clients(),
                    first,
                    last,
                    latenessMs,
                    out,
                    resume))
            .run();
    JsonFile.write(json, figures);
    System.out.printf(
        "%,d events, %,d versions of titles, %,d releases and %,d pages in %s; %,d events out of"
            + " range, %,d of forgotten members, %,d records rejected, %.1f s%n",
        figures.events(),
        figures.titles(),
        figures.releases(),
        figures.pages(),
        out,
        figures.outOfRange(),
        figures.erased(),
        figures.rejected(),
        figures.seconds());
    return 0;
  }

  private static Instant instant(String option, String value) {
    try {
      Instant instant = value == null ? null : Instant.parse(value);
      if (instant != null && (instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST))) {
        throw new DateTimeException("no event happens then");
      }
      return instant;
    } catch (DateTimeException e) {
      throw CommandFailure.badInput(
          option + " must be an instant such as 2026-01-31T00:00:00Z, not " + value, e);
    }
  }
}
