package io.playhead.deploy.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * One table in several formats at once: each row goes to all of them.
 *
 * @param <R> the row
 */
public final class TableFiles<R> implements TableWriter<R> {
  private final List<TableWriter<R>> writers = new ArrayList<>();

  /** Begins the files in {@code folder}; leaves none where one of them cannot be. */
  public TableFiles(Path folder, Table<R> table, Collection<TableFormat> formats)
      throws IOException {
    try {
      for (TableFormat format : formats) {
        writers.add(format.open(folder, table));
      }
    } catch (IOException | RuntimeException e) {
      closeAfter(e);
      throw e;
    }
  }

  private void closeAfter(Exception cause) {
    try {
      close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void write(R row) throws IOException {
    for (TableWriter<R> writer : writers) {
      writer.write(row);
    }
  }

  @Override
  public void finish() throws IOException {
    for (TableWriter<R> writer : writers) {
      writer.finish();
    }
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    for (TableWriter<R> writer : writers) {
      try {
        writer.close();
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
