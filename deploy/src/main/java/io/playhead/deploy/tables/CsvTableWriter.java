package io.playhead.deploy.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Rows to one CSV file in UTF-8, with a header line. An absent value is an empty field, an empty
 * string is {@code ""}; numbers are printed so that they read back as the same number.
 *
 * @param <R> the row
 */
final class CsvTableWriter<R> implements TableWriter<R> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Column<R>> columns;
  private final String[] fields;
  private final DraftFile file;
  private final CsvWriter csv;
  private boolean isFinished;

  CsvTableWriter(Path place, Table<R> table) throws IOException {
    columns = table.columns();
    fields = columns.stream().map(Column::name).toArray(String[]::new);
    file = DraftFile.of(place);
    csv = CsvWriter.builder().quoteStrategy(QuoteStrategies.EMPTY).build(file.path());
    csv.writeRecord(fields);
  }

  @Override
  public void write(R row) throws IOException {
    for (int i = 0; i < fields.length; i++) {
      Column<R> column = columns.get(i);
      Object value = column.of(row);
      fields[i] = value == null ? null : text(column.type(), value);
    }
    csv.writeRecord(fields);
  }

  private static String text(ColumnType type, Object value) throws JsonProcessingException {
    return switch (type) {
      case TEXTS -> JSON.writeValueAsString(value);
      case TIME -> Instant.ofEpochMilli((Long) value).toString();
      case TEXT, INT32, INT64, FLOAT32, FLOAT64 -> value.toString();
    };
  }

  @Override
  public void finish() throws IOException {
    csv.close();
    file.publish();
    isFinished = true;
  }

  @Override
  public void close() throws IOException {
    if (isFinished) {
      return;
    }
    try {
      csv.close();
    } finally {
      file.discard();
    }
  }
}
