package io.playhead.deploy;

import io.playhead.deploy.recorder.RecordFigures;
import io.playhead.deploy.recorder.RecordOptions;
import io.playhead.deploy.recorder.TopicRecorder;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code playhead record}: topics, by time range, to a recording. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Writes what is on the topics now as a recording: the events of a time range and the"
            + " catalogue. Members who asked to be forgotten are left out.")
final class RecordCommand implements Callable<Integer> {
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
      names = "--from",
      paramLabel = "INSTANT",
      description = "Events that happened from then on, such as 2026-01-31T00:00:00Z.")
  private String from;

  @Option(names = "--to", paramLabel = "INSTANT", description = "Events that happened before then.")
  private String to;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the recording.")
  private Path out;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON.")
  private Path json;

  @Override
  public Integer call() {
    Instant first = instant("--from", from);
    Instant last = instant("--to", to);
    if (first != null && last != null && !first.isBefore(last)) {
      throw CommandFailure.badInput("--from " + first + " is not before --to " + last);
    }
    RecordFigures figures =
        new TopicRecorder(new RecordOptions(bootstrap, registry, first, last, out)).run();
    JsonFile.write(json, figures);
    System.out.printf(
        "%,d events and %,d titles in %s; %,d out of range, %,d of forgotten members, %,d rejected,"
            + " %.1f s%n",
        figures.events(),
        figures.titles(),
        out,
        figures.outOfRange(),
        figures.erased(),
        figures.rejected(),
        figures.seconds());
    return 0;
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
