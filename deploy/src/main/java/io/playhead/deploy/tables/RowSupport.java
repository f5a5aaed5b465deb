package io.playhead.deploy.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Rows as Parquet's writer takes them: message, field, value. Called per row, so it holds what
 * would else be made again.
 *
 * @param <R> the row
 */
final class RowSupport<R> extends WriteSupport<R> {
  private final List<Column<R>> columns;
  private final List<ParquetCell> cells = new ArrayList<>();
  private final MessageType schema;
  private RecordConsumer consumer;

  RowSupport(Table<R> table) {
    columns = table.columns();
    List<Type> fields = new ArrayList<>();
    for (Column<R> column : columns) {
      fields.add(ParquetCell.field(column));
      cells.add(new ParquetCell(column.type()));
    }
    schema = new MessageType(table.name(), fields);
  }

  @SuppressWarnings("deprecation") // and abstract: the library has no other way
  @Override
  public WriteContext init(Configuration none) {
    return context();
  }

  @Override
  public WriteContext init(ParquetConfiguration none) {
    return context();
  }

  private WriteContext context() {
    return new WriteContext(schema, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(R row) {
    consumer.startMessage();
    for (int i = 0; i < cells.size(); i++) {
      Column<R> column = columns.get(i);
      Object value = column.of(row);
      if (value != null) {
        consumer.startField(column.name(), i);
        cells.get(i).write(value, consumer);
        consumer.endField(column.name(), i);
      }
    }
    consumer.endMessage();
  }
}
