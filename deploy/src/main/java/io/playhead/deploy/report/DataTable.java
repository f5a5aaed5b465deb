package io.playhead.deploy.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A table that the reader can sort. Immutable.
 *
 * @param caption what a row is
 * @param columns at least one
 * @param rows cells in the order of the columns, each of its column's kind or null
 */
public record DataTable(String caption, List<TableColumn> columns, List<List<Object>> rows)
    implements Block {
  /** Copies the lists; refuses a row that does not fit the columns. */
  public DataTable {
    columns = List.copyOf(columns);
    List<List<Object>> copies = new ArrayList<>();
    for (List<Object> row : rows) {
      check(caption, columns, row);
      copies.add(Collections.unmodifiableList(new ArrayList<>(row)));
    }
    rows = Collections.unmodifiableList(copies);
  }

  private static void check(String caption, List<TableColumn> columns, List<Object> row) {
    boolean fits = row.size() == columns.size();
    for (int i = 0; fits && i < row.size(); i++) {
      fits = columns.get(i).kind().takes(row.get(i));
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "table " + caption + " has columns " + columns + ", so this is no row of it: " + row);
    }
  }

  /** Begins a table. */
  public static Builder of(String caption, TableColumn... columns) {
    return new Builder(caption, List.of(columns));
  }

  /** Gathers rows. One thread. */
  public static final class Builder {
    private final String caption;
    private final List<TableColumn> columns;
    private final List<List<Object>> rows = new ArrayList<>();

    private Builder(String caption, List<TableColumn> columns) {
      this.caption = caption;
      this.columns = columns;
    }

    /** Appends a row, null where there is no value. */
    public Builder row(Object... cells) {
      rows.add(Arrays.asList(cells));
      return this;
    }

    /** The table. */
    public DataTable build() {
      return new DataTable(caption, columns, rows);
    }
  }
}
