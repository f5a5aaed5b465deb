package io.playhead.deploy.importing;

import io.playhead.deploy.Progress;
import io.playhead.schemas.PlaybackEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A MovieLens folder as published, 100K to 32M. Each rating is a PLAY at its time, all of them in
 * the order of time, those of one second in the order of the file.
 */
public final class MovieLensSource implements ImportSource {
  /** The word for it in {@code --format}. */
  public static final String FORMAT = "movielens";

  private static final String RATINGS = "ratings";
  private static final String TITLES = "titles";
  private static final String GENRES = "genres";
  private static final String LINKS = "links";
  private static final String TAGS = "tags";

  private final MovieLensEdition edition;
  private final Map<String, Path> files = new TreeMap<>();
  private final List<String> itemGenres;
  private final MovieLensRatings ratings;

  /**
   * Finds the files and reads the headers.
   *
   * @param folder where they lie
   * @param nowMs the clock that ratings may not be more than a day ahead of
   */
  public MovieLensSource(Path folder, long nowMs) {
    this.edition = MovieLensEdition.in(folder);
    this.ratings = new MovieLensRatings(nowMs);
    files.put(RATINGS, edition.ratings(folder));
    files.put(TITLES, edition.titles(folder));
    if (edition == MovieLensEdition.ITEMS) {
      files.put(GENRES, MovieLensEdition.needed(folder, "u.genre"));
    }
    if (edition == MovieLensEdition.CSV) {
      checkCsv(folder);
    }
    this.itemGenres = files.containsKey(GENRES) ? MovieGenres.read(files.get(GENRES)) : null;
  }

  private void checkCsv(Path folder) {
    CsvTable.check(files.get(RATINGS), MovieLensRatings.COLUMNS, CsvHeader::lowerCase);
    CsvTable.check(files.get(TITLES), MovieLensTitles.COLUMNS, CsvHeader::lowerCase);
    Path links = SourceFile.find(folder, "links.csv");
    if (links != null) {
      CsvTable.check(links, MovieLinks.COLUMNS, CsvHeader::lowerCase);
      files.put(LINKS, links);
    }
    Path tags = SourceFile.find(folder, "tags.csv");
    if (tags != null) {
      CsvTable.check(tags, MovieTags.COLUMNS, CsvHeader::lowerCase);
      files.put(TAGS, tags);
    }
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public Map<String, Path> files() {
    return files;
  }

  @Override
  public void readTo(ImportedRecording recording) throws IOException {
    readTitles(recording);
    try (RatingSort sort = new RatingSort(recording.draft(), RatingSort.RUN_RATINGS_MAX)) {
      readRatings(recording, sort);
      writeEvents(recording, sort);
    }
  }

  private void readTitles(ImportedRecording recording) throws IOException {
    MovieLensTitles titles = titles(recording);
    Path file = files.get(TITLES);
    try (Progress progress = SourceFile.progress(file);
        Rows rows = edition.openTitles(file, progress)) {
      while (rows.nextRow()) {
        try {
          recording.title(titles.title(rows.row()));
        } catch (RejectedRow e) {
          recording.rejected(file, rows, e);
        }
      }
    }
  }

  private MovieLensTitles titles(ImportedRecording recording) throws IOException {
    if (edition == MovieLensEdition.ITEMS) {
      return MovieLensTitles.ofItems(itemGenres);
    }
    Path links = files.get(LINKS);
    Path tags = files.get(TAGS);
    return MovieLensTitles.ofMovies(
        links == null ? MovieLinks.NONE : MovieLinks.read(links, recording),
        tags == null ? MovieTags.NONE : MovieTags.read(tags, recording));
  }

  private void readRatings(ImportedRecording recording, RatingSort sort) throws IOException {
    Path file = files.get(RATINGS);
    try (Progress progress = SourceFile.progress(file);
        Rows rows = edition.openRatings(file, progress)) {
      while (rows.nextRow()) {
        try {
          sort.add(ratings.rating(rows.row()));
        } catch (RejectedRow e) {
          recording.rejected(file, rows, e);
        }
      }
    }
  }

  private static void writeEvents(ImportedRecording recording, RatingSort sort) throws IOException {
    RatingTimes times = new RatingTimes();
    try (Progress progress = Progress.start("events", sort.count(), "", 1)) {
      long sequence = 0;
      for (Rating rating = sort.next(); rating != null; rating = sort.next()) {
        sequence++;
        PlaybackEvent event = MovieLensRatings.event(rating, times.timeMs(rating), sequence);
        recording.event(event);
        progress.at(sequence);
      }
    }
  }
}
