package io.playhead.deploy.importing;

import io.playhead.schemas.RejectReason;
import io.playhead.schemas.Title;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Rows of films to titles. Rows of {@code movies.dat} and {@code movies.csv} are an id, a name with
 * its year, and genres; rows of {@code u.item} are
 *
 * <pre>
 * id | name (year) | release date | video release date | URL | a flag 0 or 1 for each genre
 * </pre>
 */
final class MovieLensTitles {
  static final List<String> COLUMNS = List.of("movieId", "title", "genres");

  private static final String NO_GENRES = "(no genres listed)";
  private static final String UNKNOWN_GENRE = "unknown";
  private static final int ITEM_FLAGS_FROM = 5;
  private static final DateTimeFormatter ITEM_DATE =
      DateTimeFormatter.ofPattern("d-MMM-uuuu", Locale.ENGLISH);

  private final List<String> itemGenres;
  private final MovieLinks links;
  private final MovieTags tags;

  private MovieLensTitles(List<String> itemGenres, MovieLinks links, MovieTags tags) {
    this.itemGenres = itemGenres;
    this.links = links;
    this.tags = tags;
  }

  /** Titles of {@code u.item}, whose flags stand for {@code genres} in their order. */
  static MovieLensTitles ofItems(List<String> genres) {
    return new MovieLensTitles(genres, MovieLinks.NONE, MovieTags.NONE);
  }

  /** Titles of {@code movies.dat} or {@code movies.csv}, with what else is known of them. */
  static MovieLensTitles ofMovies(MovieLinks links, MovieTags tags) {
    return new MovieLensTitles(null, links, tags);
  }

  /** The title of a row. */
  Title title(List<String> row) throws RejectedRow {
    int columnCount = itemGenres == null ? COLUMNS.size() : ITEM_FLAGS_FROM + itemGenres.size();
    if (row.size() != columnCount) {
      throw new RejectedRow(
          RejectReason.MALFORMED_ROW, row.size() + " values where there must be " + columnCount);
    }
    if (Values.text(row, 0) == null) {
      throw new RejectedRow(RejectReason.MISSING_TITLE, "movieId is missing");
    }
    int titleId = Values.wholeNumber(row, 0, "movieId");
    MovieName name = MovieName.parse(row.get(1));
    LocalDate firstOfYear = name.year() == null ? null : LocalDate.of(name.year(), 1, 1);
    LocalDate itemDate = itemGenres == null ? null : itemDate(row);
    LocalDate release = itemDate == null ? firstOfYear : itemDate;
    Map<String, String> attributes = new HashMap<>(links.attributes(titleId));
    return Title.newBuilder()
        .setTitleId(Integer.toString(titleId))
        .setKind("movie")
        .setName(name.name())
        .setReleaseEpochDay(release == null ? null : (int) release.toEpochDay())
        .setGenres(itemGenres == null ? genres(row) : flaggedGenres(row))
        .setThemes(tags.themes(titleId))
        .setAttributes(attributes)
        .build();
  }

  private static LocalDate itemDate(List<String> row) throws RejectedRow {
    String text = Values.text(row, 2);
    try {
      return text == null ? null : LocalDate.parse(text, ITEM_DATE);
    } catch (DateTimeException e) {
      throw new RejectedRow(
          RejectReason.UNREADABLE_TIME,
          "the release date must be such as 01-Jan-1995, not " + Values.shortened(text));
    }
  }

  private static List<String> genres(List<String> row) {
    return NO_GENRES.equals(Values.text(row, 2)) ? List.of() : Values.list(row, 2);
  }

  private List<String> flaggedGenres(List<String> row) throws RejectedRow {
    List<String> genres = new ArrayList<>();
    for (int i = 0; i < itemGenres.size(); i++) {
      String flag = row.get(ITEM_FLAGS_FROM + i).trim();
      if (!flag.equals("0") && !flag.equals("1")) {
        throw new RejectedRow(
            RejectReason.NUMBER_OUT_OF_RANGE,
            "the flag of " + itemGenres.get(i) + " must be 0 or 1, not " + Values.shortened(flag));
      }
      // A genre that says that there is none is none.
      if (flag.equals("1") && !itemGenres.get(i).equals(UNKNOWN_GENRE)) {
        genres.add(itemGenres.get(i));
      }
    }
    return genres;
  }
}
