package io.playhead.deploy.tables;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a table is called and which columns it has. Immutable.
 *
 * @param name file name without its ending
 * @param meaning what one row is
 * @param columns at least one, in the order of the files
 * @param <R> the row
 */
public record Table<R>(String name, String meaning, List<Column<R>> columns) {
  /** Refuses a table without columns, and two columns of one name. */
  public Table {
    columns = List.copyOf(columns);
    Set<String> names = new HashSet<>();
    for (Column<R> column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("table " + name + " has two columns " + column.name());
      }
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException("table " + name + " has no columns");
    }
  }
}
