package io.playhead.deploy;

import io.playhead.deploy.importing.CsvImport;
import io.playhead.deploy.importing.ImportFigures;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code playhead import}: CSV to a recording. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = "Makes a recording of events and titles in CSV.",
    footer = {
      "",
      "events.csv needs the columns memberId, titleId, eventTime (ISO 8601; UTC where there is no",
      "offset) and may have action, positionSeconds, durationSeconds, deviceType, deviceOs,",
      "sessionId, country, locale, timeZone, network, row, rank, rating, ageRatingMax. No action",
      "means PLAY.",
      "titles.csv needs titleId, name and may have kind, releaseDate, genres, directors, cast,",
      "countries, languages, themes, ageRating, runtimeSeconds, synopsis; lists are separated",
      "by |. Other columns are kept as attributes. Bad rows are listed in OUT/rejected.csv, the",
      "header being row 1."
    })
final class ImportCommand implements Callable<Integer> {
  @Option(
      names = "--events",
      required = true,
      paramLabel = "FILE",
      description = "Events: CSV, plain, .gz or .xz.")
  private Path events;

  @Option(
      names = "--titles",
      required = true,
      paramLabel = "FILE",
      description = "Titles: CSV, plain, .gz or .xz.")
  private Path titles;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The recording's folder: new, empty, or a recording to replace.")
  private Path out;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON.")
  private Path json;

  @Override
  public Integer call() {
    ImportFigures figures = new CsvImport(events, titles, System.currentTimeMillis()).writeTo(out);
    JsonFile.write(json, figures);
    System.out.printf(
        "%,d events of %,d members and %,d titles, %s to %s, in %.1f s: %s%n",
        figures.events(),
        figures.members(),
        figures.titles(),
        figures.from(),
        figures.to(),
        figures.seconds(),
        out);
    if (figures.rejected() > 0) {
      System.err.printf(
          "warning: %,d rows left out %s; they are listed in %s%n",
          figures.rejected(), figures.rejectedByReason(), out.resolve("rejected.csv"));
    }
    if (figures.titlesUnknown() > 0) {
      System.err.printf(
          "warning: events name %,d titles that %s does not have%n",
          figures.titlesUnknown(), titles);
    }
    if (figures.outOfOrder() > 0) {
      System.err.printf(
          "warning: %,d events stand after a later one of the same member; they were kept where"
              + " they stand%n",
          figures.outOfOrder());
    }
    return 0;
  }
}
