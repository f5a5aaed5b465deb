package io.playhead.deploy.importing;

import io.playhead.schemas.RejectReason;
import io.playhead.schemas.Title;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows of {@code titles.csv} to titles. */
final class TitleRows {
  static final List<String> REQUIRED = List.of("titleId", "name");

  /** Longest id, as in the window's bounds. */
  private static final int ID_CHARS_MAX = 512;

  private static final Set<String> KNOWN =
      Set.of(
          "titleId",
          "name",
          "kind",
          "releaseDate",
          "genres",
          "directors",
          "cast",
          "countries",
          "languages",
          "themes",
          "ageRating",
          "runtimeSeconds",
          "synopsis");

  private final Map<String, Integer> columns = new HashMap<>();
  private final Map<Integer, String> attributes;

  TitleRows(CsvHeader header) {
    KNOWN.forEach(name -> columns.put(name, header.indexOf(name)));
    this.attributes = header.others(KNOWN);
  }

  /** The title of a row. */
  Title title(List<String> row) throws RejectedRow {
    String titleId = text(row, "titleId");
    if (titleId == null) {
      throw new RejectedRow(RejectReason.MISSING_TITLE, "titleId is missing");
    }
    if (titleId.length() > ID_CHARS_MAX) {
      throw new RejectedRow(
          RejectReason.FIELD_TOO_LONG, "titleId is longer than " + ID_CHARS_MAX + " characters");
    }
    String kind = text(row, "kind");
    String name = text(row, "name");
    Map<String, String> values = new HashMap<>();
    attributes.forEach(
        (index, column) -> {
          String value = Values.text(row, index);
          if (value != null) {
            values.put(column, value);
          }
        });
    return Title.newBuilder()
        .setTitleId(titleId)
        .setKind(kind == null ? "" : kind)
        .setName(name == null ? "" : name)
        .setReleaseEpochDay(Values.epochDay(row, columns.get("releaseDate"), "releaseDate"))
        .setGenres(Values.list(row, columns.get("genres")))
        .setDirectors(Values.list(row, columns.get("directors")))
        .setCast(Values.list(row, columns.get("cast")))
        .setCountries(Values.list(row, columns.get("countries")))
        .setLanguages(Values.list(row, columns.get("languages")))
        .setThemes(Values.list(row, columns.get("themes")))
        .setAgeRating(text(row, "ageRating"))
        .setRuntimeSeconds(Values.count(row, columns.get("runtimeSeconds"), "runtimeSeconds"))
        .setSynopsis(text(row, "synopsis"))
        .setAttributes(values)
        .build();
  }

  private String text(List<String> row, String column) {
    return Values.text(row, columns.get(column));
  }
}
