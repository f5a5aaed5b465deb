package io.playhead.deploy;

import io.playhead.deploy.importing.CsvSource;
import io.playhead.deploy.importing.ImportFigures;
import io.playhead.deploy.importing.ImportSource;
import io.playhead.deploy.importing.MovieLensSource;
import io.playhead.deploy.importing.RecordingImport;
import io.playhead.deploy.importing.ViewingActivitySource;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code playhead import}: CSV, MovieLens or a viewing-activity export to a recording. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Makes a recording of events and titles that lie in files.",
    footer = {
      "",
      "csv: --events needs the columns memberId, titleId, eventTime (ISO 8601; UTC",
      "where there is no offset) and may have action, positionSeconds,",
      "durationSeconds, deviceType, deviceOs, sessionId, country, locale, timeZone,",
      "network, row, rank, rating, ageRatingMax. No action means PLAY. --titles needs",
      "titleId, name and may have kind, releaseDate, genres, directors, cast,",
      "countries, languages, themes, ageRating, runtimeSeconds, synopsis; lists are",
      "separated by |. Other columns are kept as attributes.",
      "",
      "movielens: --path is a folder as published: u.data, u.item and u.genre; or",
      "ratings.dat and movies.dat; or ratings.csv and movies.csv, with links.csv and",
      "tags.csv where they are. Each rating is a PLAY.",
      "",
      "viewing-activity: --path is the unpacked export that Netflix hands out, or",
      "ViewingActivity.csv in it. Each profile is a member, each row a PLAY and a",
      "STOP, with a RESUME each half hour between; titles are shows and films.",
      "Trailers, previews that started by themselves and views of no time are left",
      "out and counted.",
      "",
      "Files may be plain, .gz or .xz. Bad rows are listed in OUT/rejected.csv, a",
      "header being row 1. docs/import.md says more."
    })
final class ImportCommand implements Callable<Integer> {
  private static final String FORMATS =
      CsvSource.FORMAT + ", " + MovieLensSource.FORMAT + " or " + ViewingActivitySource.FORMAT;

  @Option(
      names = "--format",
      defaultValue = CsvSource.FORMAT,
      paramLabel = "FORMAT",
      description = "What lies there: " + FORMATS + ". Default: ${DEFAULT-VALUE}.")
  private String format;

  @Option(names = "--events", paramLabel = "FILE", description = "csv: the events.")
  private Path events;

  @Option(names = "--titles", paramLabel = "FILE", description = "csv: the titles.")
  private Path titles;

  @Option(names = "--path", paramLabel = "PATH", description = "The other formats: what to read.")
  private Path path;

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
    ImportFigures figures = new RecordingImport(source()).writeTo(out);
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
    if (figures.leftOut() > 0) {
      System.out.printf(
          "%,d rows tell of nothing that a member chose: %s%n",
          figures.leftOut(), figures.leftOutByReason());
    }
    warn(figures);
    return 0;
  }

  private ImportSource source() {
    long nowMs = System.currentTimeMillis();
    return switch (format) {
      case CsvSource.FORMAT -> {
        require(path == null, "reads --events and --titles: leave out --path");
        require(events != null && titles != null, "needs --events and --titles");
        yield new CsvSource(events, titles, nowMs);
      }
      case MovieLensSource.FORMAT -> new MovieLensSource(onlyPath(), nowMs);
      case ViewingActivitySource.FORMAT -> new ViewingActivitySource(onlyPath(), nowMs);
      default -> throw CommandFailure.badInput("--format=" + format + " must be " + FORMATS);
    };
  }

  private Path onlyPath() {
    require(events == null && titles == null, "reads --path: leave out --events and --titles");
    require(path != null, "needs --path");
    return path;
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw CommandFailure.badInput("--format " + format + " " + otherwise);
    }
  }

  private void warn(ImportFigures figures) {
    if (figures.rejected() > 0) {
      System.err.printf(
          "warning: %,d rows cannot be used %s; they are listed in %s%n",
          figures.rejected(), figures.rejectedByReason(), out.resolve("rejected.csv"));
    }
    if (figures.titlesUnknown() > 0) {
      System.err.printf(
          "warning: events name %,d titles that are not among the titles%n",
          figures.titlesUnknown());
    }
    if (figures.outOfOrder() > 0) {
      System.err.printf(
          "warning: %,d events stand after a later one of the same member; they were kept where"
              + " they stand%n",
          figures.outOfOrder());
    }
  }
}
