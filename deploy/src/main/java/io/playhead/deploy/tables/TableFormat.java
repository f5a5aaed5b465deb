package io.playhead.deploy.tables;

import java.io.IOException;
import java.nio.file.Path;

/** The files that a table can be written to. */
public enum TableFormat {
  /** Columns with types, compressed. */
  PARQUET("parquet") {
    @Override
    public <R> TableWriter<R> open(Path folder, Table<R> table) throws IOException {
      return new ParquetTableWriter<>(file(folder, table), table);
    }
  },
  /** Lines of text. */
  CSV("csv") {
    @Override
    public <R> TableWriter<R> open(Path folder, Table<R> table) throws IOException {
      return new CsvTableWriter<>(file(folder, table), table);
    }
  };

  private final String ending;

  TableFormat(String ending) {
    this.ending = ending;
  }

  /** Begins the table's file in {@code folder}, which is made where needed. */
  public abstract <R> TableWriter<R> open(Path folder, Table<R> table) throws IOException;

  /** Where the table's file is. */
  public Path file(Path folder, Table<?> table) {
    return folder.resolve(table.name() + "." + ending);
  }
}
