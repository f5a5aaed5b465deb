package io.playhead.deploy.importing;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The three ways in which MovieLens has been published, told by the names of the files. */
enum MovieLensEdition {
  /** 100K: ratings separated by tabs, films by {@code |}, with a flag for each genre. */
  ITEMS("u.data", "\t", "u.item", "|"),
  /** 1M, and 10M: separated by {@code ::}. */
  DAT("ratings.dat", "::", "movies.dat", "::"),
  /** 20M, 25M, 32M, latest and latest-small: CSV with a header. */
  CSV("ratings.csv", null, "movies.csv", null);

  private final String ratingsName;
  private final String ratingsSeparator;
  private final String titlesName;
  private final String titlesSeparator;

  MovieLensEdition(
      String ratingsName, String ratingsSeparator, String titlesName, String titlesSeparator) {
    this.ratingsName = ratingsName;
    this.ratingsSeparator = ratingsSeparator;
    this.titlesName = titlesName;
    this.titlesSeparator = titlesSeparator;
  }

  /** The edition that lies in {@code folder}, whole or not. */
  static MovieLensEdition in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw CommandFailure.badInput(
          folder
              + (Files.exists(folder) ? " is not a folder" : " does not exist")
              + "; "
              + wanted());
    }
    List<MovieLensEdition> found =
        Arrays.stream(values()).filter(edition -> edition.isIn(folder)).toList();
    if (found.isEmpty()) {
      throw CommandFailure.badInput(folder + " is no MovieLens folder; " + wanted());
    }
    if (found.size() > 1) {
      throw CommandFailure.badInput(
          folder
              + " holds more than one MovieLens edition ("
              + found.stream().map(MovieLensEdition::fileNames).collect(Collectors.joining("; "))
              + "): keep one");
    }
    return found.get(0);
  }

  private static String wanted() {
    return "name the folder with "
        + Arrays.stream(values())
            .map(MovieLensEdition::fileNames)
            .collect(Collectors.joining(", or "));
  }

  private boolean isIn(Path folder) {
    return SourceFile.find(folder, ratingsName) != null
        || SourceFile.find(folder, titlesName) != null;
  }

  private String fileNames() {
    return ratingsName + " and " + titlesName;
  }

  Path ratings(Path folder) {
    return needed(folder, ratingsName);
  }

  Path titles(Path folder) {
    return needed(folder, titlesName);
  }

  /** A file without which the folder is half of one. */
  static Path needed(Path folder, String name) {
    Path file = SourceFile.find(folder, name);
    if (file == null) {
      throw CommandFailure.badInput(
          folder + " has no " + name + ": it is half a MovieLens folder; unpack all of it");
    }
    return file;
  }

  /** Opens the ratings: member, film, rating, time. */
  Rows openRatings(Path file, Progress progress) {
    return open(file, progress, ratingsSeparator, MovieLensRatings.COLUMNS);
  }

  /** Opens the films, with the columns of the edition. */
  Rows openTitles(Path file, Progress progress) {
    return open(file, progress, titlesSeparator, MovieLensTitles.COLUMNS);
  }

  private static Rows open(Path file, Progress progress, String separator, List<String> columns) {
    return separator == null
        ? new SelectedColumns(CsvTable.open(file, progress, columns), columns)
        : LineTable.open(file, progress::at, separator);
  }
}
