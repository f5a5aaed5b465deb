package io.playhead.deploy.importing;

import io.playhead.deploy.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code links.csv}: what films are called elsewhere, kept as attributes of their titles. */
final class MovieLinks {
  static final List<String> COLUMNS = List.of("movieId", "imdbId", "tmdbId");

  /** No links. */
  static final MovieLinks NONE = new MovieLinks();

  private final Map<Integer, Map<String, String>> byTitle = new HashMap<>();

  private MovieLinks() {}

  static MovieLinks read(Path file, ImportedRecording recording) throws IOException {
    MovieLinks links = new MovieLinks();
    try (Progress progress = SourceFile.progress(file);
        Rows rows = new SelectedColumns(CsvTable.open(file, progress, COLUMNS), COLUMNS)) {
      while (rows.nextRow()) {
        try {
          links.add(rows.row());
        } catch (RejectedRow e) {
          recording.rejected(file, rows, e);
        }
      }
    }
    return links;
  }

  private void add(List<String> row) throws RejectedRow {
    Map<String, String> attributes = new HashMap<>();
    for (int i = 1; i < COLUMNS.size(); i++) {
      if (Values.text(row, i) != null) {
        attributes.put(COLUMNS.get(i), Values.text(row, i));
      }
    }
    byTitle.put(Values.wholeNumber(row, 0, "movieId"), attributes);
  }

  Map<String, String> attributes(int titleId) {
    return byTitle.getOrDefault(titleId, Map.of());
  }
}
