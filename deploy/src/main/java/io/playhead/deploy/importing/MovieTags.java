package io.playhead.deploy.importing;

import io.playhead.deploy.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code tags.csv}: words that members gave to films. The most given ones become the title's
 * themes, in lower case, as many as the model reads.
 */
final class MovieTags {
  static final List<String> COLUMNS = List.of("userId", "movieId", "tag", "timestamp");

  /** Themes of a title, as many as title features take. */
  static final int THEMES_MAX = 8;

  /** No tags. */
  static final MovieTags NONE = new MovieTags();

  private static final Comparator<Map.Entry<String, Integer>> MOST_GIVEN =
      Map.Entry.<String, Integer>comparingByValue()
          .reversed()
          .thenComparing(Map.Entry.comparingByKey());

  private final Map<Integer, Map<String, Integer>> countsByTitle = new HashMap<>();
  // One text for the same tag of many films.
  private final Map<String, String> texts = new HashMap<>();

  private MovieTags() {}

  static MovieTags read(Path file, ImportedRecording recording) throws IOException {
    MovieTags tags = new MovieTags();
    try (Progress progress = SourceFile.progress(file);
        Rows rows = new SelectedColumns(CsvTable.open(file, progress, COLUMNS), COLUMNS)) {
      while (rows.nextRow()) {
        try {
          tags.add(rows.row());
        } catch (RejectedRow e) {
          recording.rejected(file, rows, e);
        }
      }
    }
    return tags;
  }

  private void add(List<String> row) throws RejectedRow {
    int titleId = Values.wholeNumber(row, 1, "movieId");
    String tag = Values.text(row, 2);
    if (tag != null) {
      String text = texts.computeIfAbsent(tag.toLowerCase(Locale.ROOT), known -> known);
      countsByTitle.computeIfAbsent(titleId, id -> new HashMap<>()).merge(text, 1, Integer::sum);
    }
  }

  /** The most given tags, those given alike by the alphabet. */
  List<String> themes(int titleId) {
    return countsByTitle.getOrDefault(titleId, Map.of()).entrySet().stream()
        .sorted(MOST_GIVEN)
        .limit(THEMES_MAX)
        .map(Map.Entry::getKey)
        .toList();
  }
}
