package io.playhead.deploy.importing;

import java.io.IOException;
import java.util.List;

/** A CSV file of which only some columns are wanted, in an order of their own. */
final class SelectedColumns implements Rows {
  private final CsvTable table;
  private final List<Integer> places;

  /** {@code columns} of {@code table}, which has them all. */
  SelectedColumns(CsvTable table, List<String> columns) {
    this.table = table;
    this.places = columns.stream().map(table.header()::indexOf).toList();
  }

  @Override
  public boolean nextRow() {
    return table.nextRow();
  }

  @Override
  public long rowNumber() {
    return table.rowNumber();
  }

  @Override
  public List<String> row() throws RejectedRow {
    List<String> all = table.row();
    return places.stream().map(all::get).toList();
  }

  @Override
  public String excerpt() {
    return table.excerpt();
  }

  @Override
  public void close() throws IOException {
    table.close();
  }
}
