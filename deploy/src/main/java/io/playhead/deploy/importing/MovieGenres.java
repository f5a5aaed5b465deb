package io.playhead.deploy.importing;

import io.playhead.deploy.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** {@code u.genre}: rows {@code name|number}, numbers from 0 in the order of the flags. */
final class MovieGenres {
  private MovieGenres() {}

  /**
   * The names in the order of their numbers. Without them no flag means anything, so all must be.
   */
  static List<String> read(Path file) {
    TreeMap<Integer, String> genres = new TreeMap<>();
    try (LineTable table = LineTable.open(file, bytes -> {}, "|")) {
      while (table.nextRow()) {
        if (table.excerpt().isBlank()) {
          continue; // the published file ends with one
        }
        List<String> row = table.row();
        if (row.size() != 2
            || genres.put(Values.wholeNumber(row, 1, "number"), row.get(0)) != null) {
          throw wrong(file, table.rowNumber());
        }
      }
      if (genres.isEmpty() || genres.lastKey() != genres.size() - 1) {
        throw wrong(file, table.rowNumber());
      }
      return List.copyOf(genres.values());
    } catch (RejectedRow e) {
      throw CommandFailure.badInput(file + " cannot be used: " + e.getMessage(), e);
    } catch (IOException e) {
      throw CommandFailure.badInput(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static CommandFailure wrong(Path file, long row) {
    return CommandFailure.badInput(
        file + " must have rows such as Comedy|5, numbered from 0; row " + row + " does not fit");
  }
}
